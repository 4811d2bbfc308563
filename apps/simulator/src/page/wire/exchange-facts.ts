import type { Exchange } from '../../phone/phone.events.ts';

/** An error as it stands in an answer, or in the status of a message that failed. */
interface Fault {
  code?: number;
  title?: string;
  message?: string;
  error_data?: { details?: string };
}

interface Message {
  id?: string;
  type?: string;
}

interface Value {
  contacts?: { profile?: { name?: string }; wa_id?: string; user_id?: string }[];
  messages?: Message[];
  statuses?: { id?: string; status?: string; errors?: Fault[] }[];
}

interface Body extends Message {
  entry?: { changes: { field: string; value: Value }[] }[];
  to?: string;
  recipient?: string;
  message_id?: string;
}

interface Explanation {
  code: number;
  words: string;
}

/** What the list needs to know of an exchange, from its bodies. */
export interface ExchangeFacts {
  /** Whom it is about, when it does not say so itself. */
  who: string;
  /** How the text begins. */
  text: string;
  /** Of the messages that it brings or reports on. */
  wamids: string[];
  /** It only reports on messages. */
  isStatus: boolean;
  isError: boolean;
  explanation?: Explanation;
}

const longestText = 120;

export function factsOf(exchange: Exchange): ExchangeFacts {
  const { status, tookMs } = exchange;
  const isRefused = status === null ? tookMs !== null : status >= 300;
  try {
    const said = bodiesOf(exchange);
    return { ...said, isError: isRefused || said.hasFailed };
  } catch {
    // Whoever tries out broken bodies sees them all the same.
    return { who: '', text: '', wamids: [], isStatus: false, isError: isRefused };
  }
}

function bodiesOf(exchange: Exchange): Omit<ExchangeFacts, 'isError'> & { hasFailed: boolean } {
  const body = parsed(exchange.request);
  const answer = parsed(exchange.response) as { messages?: Message[]; error?: Fault };
  const values = body.entry?.flatMap(({ changes }) => changes.map(({ value }) => value)) ?? [];
  const messages = values.flatMap((value) => value.messages ?? []);
  const statuses = values.flatMap((value) => value.statuses ?? []);
  const said = messages[0] ?? (exchange.direction === 'api' ? body : undefined);
  const fault = answer.error ?? statuses.flatMap(({ errors = [] }) => errors)[0];
  const ids = [...messages, ...statuses, ...(answer.messages ?? [])].map(({ id }) => id);
  return {
    who: whoIn(values) || (body.to ?? body.recipient ?? ''),
    text: said ? firstLine(beginningOf(partOf(said))) : '',
    wamids: [...ids, body.message_id].filter((id): id is string => id !== undefined),
    isStatus: statuses.length > 0 && messages.length === 0,
    hasFailed: statuses.some(({ status }) => status === 'failed'),
    explanation: fault && explained(fault),
  };
}

function parsed(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function whoIn(values: Value[]): string {
  const contacts = values.flatMap((value) => value.contacts ?? []);
  const people = new Map(contacts.map((one) => [one.user_id ?? one.wa_id, one.profile?.name ?? one.wa_id]));
  return people.size > 2 ? `${people.size} people` : [...people.values()].join(', ');
}

/** The part that bears the name of the type; a text may come without one. */
function partOf(message: Message): unknown {
  const { type = 'text' } = message;
  return (message as Record<string, unknown>)[type];
}

/** Where words may stand in a message, the likelier first. */
const places = [
  'body',
  'button_reply',
  'list_reply',
  'caption',
  'title',
  'text',
  'emoji',
  'formatted_name',
  'name',
  'filename',
];

function beginningOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return beginningOf(value[0]);
  if (typeof value !== 'object' || value === null) return '';
  for (const place of places) {
    const found = place in value ? beginningOf((value as Record<string, unknown>)[place]) : '';
    if (found) return found;
  }
  return '';
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.slice(0, longestText);
}

function explained({ code = 0, title, message, error_data }: Fault): Explanation {
  const name = title ?? message?.replace(/^\(#\d+\) /, '') ?? '';
  const details = error_data?.details ?? '';
  return { code, words: name === details ? name : [name, details].filter(Boolean).join(': ') };
}
