import type { Turn } from '#data';

type Kind = Pick<Turn, 'kind' | 'detail'>;

/** Nobody expects an answer to these: they are about another message or about the person's account. */
const unansweredKinds = new Set(['reaction', 'system', 'edit', 'revoke', 'ephemeral']);
const unansweredDetails = new Set(['call_permission_reply']);

export const isAnswered = ({ kind, detail }: Kind): boolean =>
  !unansweredKinds.has(kind) && !unansweredDetails.has(detail ?? '');

const names = new Map([
  ['image', 'picture'],
  ['audio', 'recording'],
  ['voice', 'voice message'],
  ['video', 'video'],
  ['document', 'document'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['contacts', 'contact card'],
  ['order', 'order'],
  ['nfm_reply', 'form'],
  ['address_message', 'form'],
  ['poll', 'poll'],
]);
const nameOf = ({ kind, detail }: Kind): string => names.get(detail ?? '') ?? names.get(kind) ?? 'message';

/** Sent by WhatsApp in place of the person's message. */
const unsupported = '131051';
const notFetched = '131052';

/** The answer to a message, or to the part of it, that has no words to act on. */
export function wordlessReply(turn: Kind & Pick<Turn, 'mediaProblem' | 'mediaLimitBytes'>): string {
  const { kind, detail, mediaProblem, mediaLimitBytes } = turn;
  const name = nameOf(turn);
  if (detail === notFetched)
    return `WhatsApp could not pass on your ${name}. Please send it again, if it is smaller than 100 MB.`;
  if (kind === 'unsupported' || kind === 'unknown' || detail === unsupported) {
    return detail === 'edit'
      ? 'WhatsApp does not show me changes to a message. Please send what changed as a new message.'
      : `WhatsApp did not pass on what you sent, because it is of a kind that I cannot get${name === 'message' ? '' : `: a ${name}`}. Please write it to me.`;
  }
  switch (mediaProblem) {
    case 'too_big':
      return `Your ${name} is larger than the ${megabytes(mediaLimitBytes)} that I can take. Please send a smaller one, or write it to me.`;
    case 'too_long':
      return `Your ${name} is longer than the 15 minutes that I can listen to. Please send a shorter one, or write it to me.`;
    case 'wrong_type':
      return `Your ${name} is not of a type that I can open. Please send another one, or write it to me.`;
    case 'gone':
      return `Your ${name} was not there any more when I wanted to fetch it. Please send it again.`;
    case 'damaged':
      return `Your ${name} did not arrive whole. Please send it again.`;
    case 'unreachable':
      return `I could not fetch your ${name} from WhatsApp. Please send it again in a while.`;
    case 'nothing_heard':
      return `I heard nothing in your ${name}. Please say it again, or write it to me.`;
    case 'nothing_read':
      return `I found nothing to read in your ${name}. Please write to me what it is about.`;
    case 'model_away':
      return `I cannot make use of your ${name} right now. I will try again and answer then. If it is urgent, please write it to me.`;
    case 'given_up':
      return `I could not ${kind === 'audio' ? 'listen to' : 'read'} your ${name} after all. Please write it to me.`;
    case 'needs_model':
      return `I cannot make use of your ${name} here. Please write it to me.`;
    default:
      return `I cannot make use of your ${name} yet. Please write it to me.`;
  }
}

const megabytes = (bytes = 0): string => `${Number((bytes / (1024 * 1024)).toFixed(1))} MB`;
