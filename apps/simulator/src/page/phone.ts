import type { PhoneEvents } from '../phone/phone.events.ts';
import { call, refusalOf } from './simulator.client.ts';

const tryAgainAfterMs = 1_000;

/** Whose phone it is and which business number it talks with; what is left out is the usual one. */
export interface Who {
  phone?: string;
  name?: string;
  number?: string;
}

export interface AttachedFile {
  kind: 'image' | 'audio' | 'video' | 'document' | 'sticker';
  file: Blob;
  filename?: string;
  caption?: string;
  voice?: boolean;
}

type EventHandlers = { [Type in keyof PhoneEvents]: (data: PhoneEvents[Type]) => void };

/** One person's phone, as the simulator offers it. Everything rejects with words for people. */
export class Phone {
  constructor(readonly who: Who) {}

  /** @param quotes id of the message that is answered */
  async write(text: string, quotes?: string): Promise<void> {
    await call('POST', '_phone/messages', { ...this.who, text, quotes });
  }

  async attach({ file, ...about }: AttachedFile, quotes?: string): Promise<void> {
    await call('POST', `_phone/media?${queryOf({ ...this.who, ...about, quotes })}`, file);
  }

  /** @param message as in WhatsApp's webhook: `{ type: 'location', location: … }` */
  async send(message: { type: string } & Record<string, unknown>, quotes?: string): Promise<void> {
    await call('POST', '_phone/send', { ...this.who, quotes, message });
  }

  async tap(wamid: string, id: string): Promise<void> {
    await call('POST', '_phone/taps', { ...this.who, wamid, id });
  }

  async react(wamid: string, emoji: string): Promise<void> {
    await call('POST', '_phone/reactions', { ...this.who, wamid, emoji });
  }

  async played(wamid: string): Promise<void> {
    await call('POST', '_phone/played', { ...this.who, wamid });
  }

  /**
   * Stays connected: whenever the stream ends it is opened again and begins with a new snapshot, unless this phone is refused.
   *
   * @param when does what an event asks for, now or later
   * @returns ends it
   */
  listen(
    handlers: EventHandlers,
    when: (work: () => void) => void,
    onLost: () => void,
    onRefused: (reason: string) => void,
  ): () => void {
    let timer: number | undefined;
    let isEnded = false;
    let source = new EventSource(`_phone/events?${queryOf({ ...this.who })}`);
    const open = (): void => {
      for (const type of Object.keys(handlers) as (keyof PhoneEvents)[])
        source.addEventListener(type, (event: MessageEvent<string>) =>
          when(() => handlers[type](JSON.parse(event.data))),
        );
      source.addEventListener('error', () => {
        // The browser tries again by itself unless it was answered with an error, of which it says nothing.
        if (source.readyState === EventSource.CLOSED) void tryAgain();
        else onLost();
      });
    };
    const tryAgain = async (): Promise<void> => {
      const reason = await refusalOf(source.url);
      if (isEnded) return;
      if (reason) return onRefused(reason);
      onLost();
      timer = window.setTimeout(() => {
        source = new EventSource(source.url);
        open();
      }, tryAgainAfterMs);
    };
    open();
    return () => {
      isEnded = true;
      clearTimeout(timer);
      source.close();
    };
  }
}

function queryOf(values: Record<string, string | boolean | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, `${value}`])).toString();
}
