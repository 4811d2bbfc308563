/** Who acts; without a phone it is the usual person. */
export interface Who {
  phone?: string;
  name?: string;
  /** The id of the business number that the person talks with. */
  number?: string;
}

/** The body of a send as it came, as far as tests look at it. */
export interface Request {
  to?: string;
  recipient?: string;
  type: string;
  text?: { body: string };
  template?: { name: string; language: { code: string }; components?: object[] };
  biz_opaque_callback_data?: string;
}

/** What the simulator saw. */
export interface Books {
  sends: {
    wamid: string;
    to: string;
    body: string;
    at: string;
    callbackData?: string;
    dropped?: boolean;
    request: Request;
  }[];
  refusals: { at: string; code: number; details: string; request: Request }[];
  reads: { wamid: string; typing: boolean }[];
  downloads: {
    mediaId: string | null;
    userAgent: string | null;
    status: number | null;
    end: 'open' | 'complete' | 'broken off';
  }[];
  webhooks: {
    kind: string;
    wamid: string | null;
    attempts: number;
    lastStatus: number | null;
    at: string;
    acknowledgedAt: string | null;
  }[];
}

/** A file as the simulator's webhook tells of it. */
export interface SentMedia {
  id: string;
  url: string;
  mime_type: string;
  sha256: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
}

/** A message as it stands in a webhook, without id, sender and time. */
type Message = { type: string } & Record<string, unknown>;

interface Person {
  userId: string;
  phone?: string;
  name: string;
  username?: string;
}

/** A message on somebody's phone, as far as tests look at it. */
export interface Bubble {
  wamid: string;
  /** `me` is the person, `them` the business. */
  from: 'me' | 'them';
  at: string;
  content: {
    kind: string;
    text?: string;
    body?: string;
    caption?: string;
    file?: { filename?: string; mimeType: string };
    action?: {
      buttons?: { id: string; title: string }[];
      sections?: { rows: { id: string; title: string; description?: string }[] }[];
    };
    buttons?: { title: string; payload?: string }[];
  };
  quotes?: { wamid: string; text: string };
  reactions?: { me?: string };
  revoked?: boolean;
  edited?: boolean;
}

interface Exchange {
  direction: 'api' | 'webhook';
  method: string;
  url: string;
  request: string;
  status: number | null;
  response: string;
}

/** `GET /_scenario/openapi.json` says what stands in it. */
type Session = Record<string, unknown> & { name: string };

interface Replay {
  same: boolean;
  differences: { phone: string; index: number; before: object | null; after: object | null }[];
}

/** Steers a simulator: acts as people on their phones, sets the scene, reads what happened. */
export class SimulatorClient {
  constructor(readonly url: string) {}

  // People

  say(text: string, who: Who & { quotes?: string } = {}): Promise<{ wamid: string }> {
    return this.#call('POST', '/_phone/messages', { ...who, text });
  }

  /** @param about `caption`, `filename`, `voice`, `quotes`, and who sends it */
  attach(
    kind: string,
    bytes: Uint8Array<ArrayBuffer> | Blob,
    mimeType: string,
    about: Record<string, string> = {},
  ): Promise<{ wamid: string; media: SentMedia }> {
    const query = new URLSearchParams({ kind, ...about }).toString();
    return this.#post(`/_phone/media?${query}`, bytes, mimeType);
  }

  send(
    message: Message,
    who: Who & { quotes?: string; forwarded?: boolean } = {},
  ): Promise<{ wamid: string }> {
    return this.#call('POST', '/_phone/send', { ...who, message });
  }

  /** @param id of a button or row on this message, or the payload of its quick reply */
  tap(wamid: string, id: string, who: Who = {}): Promise<{ wamid: string }> {
    return this.#call('POST', '/_phone/taps', { ...who, wamid, id });
  }

  /** @param emoji empty to take the reaction back */
  react(wamid: string, emoji: string, who: Who = {}): Promise<{ wamid: string }> {
    return this.#call('POST', '/_phone/reactions', { ...who, wamid, emoji });
  }

  play(wamid: string, who: Who = {}): Promise<void> {
    return this.#call('POST', '/_phone/played', { ...who, wamid });
  }

  /** What stands on somebody's phone. */
  async chat({ phone = '' }: Who = {}): Promise<Bubble[]> {
    const response = await fetch(`${this.url}/_phone/events?phone=${phone}`);
    let seen = '';
    // The first event holds all that is there; those after it tell what changes.
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      seen += part;
      const data = /^data: (\{"userId".*)\n\n/m.exec(seen)?.[1];
      if (data !== undefined) return (JSON.parse(data) as { bubbles: Bubble[] }).bubbles;
    }
    throw new Error('The simulator showed no chat');
  }

  // The scene

  changeRules(rules: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.#call('PATCH', '/_scenario/rules', rules);
  }

  rules(): Promise<Record<string, unknown>> {
    return this.#call('GET', '/_scenario/rules');
  }

  resetRules(): Promise<void> {
    return this.#call('DELETE', '/_scenario/rules');
  }

  setFaults(faults: object): Promise<void> {
    return this.#call('POST', '/_scenario/faults', faults);
  }

  /** What is still to go wrong. */
  faults(): Promise<{ sends?: { times: number }; downloads?: { times: number }; people?: object[] }> {
    return this.#call('GET', '/_scenario/faults');
  }

  async now(): Promise<Date> {
    return new Date((await this.#call<{ now: string }>('GET', '/_scenario/clock')).now);
  }

  async advance(advanceMs: number): Promise<Date> {
    return new Date((await this.#call<{ now: string }>('POST', '/_scenario/clock', { advanceMs })).now);
  }

  /** Creates somebody, or changes who has this user id or else this phone. */
  putPerson(person: Partial<Omit<Person, 'username'>> & { username?: string | null }): Promise<Person> {
    return this.#call('POST', '/_scenario/people', person);
  }

  async people(): Promise<Person[]> {
    return (await this.#call<{ people: Person[] }>('GET', '/_scenario/people')).people;
  }

  sendWebhook(field: string, value: object, account?: string): Promise<void> {
    return this.#call('POST', '/_scenario/webhooks', { field, value, account });
  }

  /** @returns the HTTP status of the business's answer, null without one */
  async sendRawWebhook(
    bytes: Uint8Array<ArrayBuffer> | string,
    signature: 'right' | 'wrong' = 'right',
  ): Promise<number | null> {
    const path = `/_scenario/webhooks/raw?signature=${signature}`;
    return (await this.#post<{ status: number | null }>(path, bytes, 'application/octet-stream')).status;
  }

  /** As if it had just been started. @param keep what stays as it is */
  reset(keep: string[] = []): Promise<void> {
    return this.#call('POST', '/_scenario/reset', { keep });
  }

  // What happened

  books(): Promise<Books> {
    return this.#call('GET', '/_scenario/books');
  }

  emptyBooks(): Promise<void> {
    return this.#call('DELETE', '/_scenario/books');
  }

  async wire(): Promise<Exchange[]> {
    return (await this.#call<{ exchanges: Exchange[] }>('GET', '/_scenario/wire')).exchanges;
  }

  // Sessions

  record(name: string): Promise<void> {
    return this.#call('POST', '/_scenario/sessions/record', { name });
  }

  stopRecording(): Promise<Session> {
    return this.#call('POST', '/_scenario/sessions/stop');
  }

  session(name: string): Promise<Session> {
    return this.#call('GET', `/_scenario/sessions/${encodeURIComponent(name)}`);
  }

  /** @param session its name, or the whole one as it was kept */
  replay(session: string | Session, speed = 1): Promise<Replay> {
    return this.#call('POST', '/_scenario/sessions/replay', { session, speed });
  }

  #call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    if (body === undefined) return this.#fetch(path, { method });
    const headers = { 'content-type': 'application/json' };
    return this.#fetch(path, { method, headers, body: JSON.stringify(body) });
  }

  #post<Answer>(path: string, body: Uint8Array<ArrayBuffer> | Blob | string, type: string): Promise<Answer> {
    return this.#fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
  }

  async #fetch<Answer>(
    path: string,
    request: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ): Promise<Answer> {
    // The simulator may close a kept connection at the moment when it is used again, as a busy machine shows.
    const headers = { ...request.headers, connection: 'close' };
    const response = await fetch(this.url + path, { ...request, headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}
