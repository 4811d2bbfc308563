import type { Turn } from '#data';
import { replies, type SentThing } from '#replies';

type Kind = Pick<Turn, 'kind' | 'detail'>;

/** Nobody expects an answer to these: they are about another message or about the person's account. */
const unansweredKinds = new Set(['reaction', 'system', 'edit', 'revoke', 'ephemeral']);
const unansweredDetails = new Set(['call_permission_reply']);

export const isAnswered = ({ kind, detail }: Kind): boolean =>
  !unansweredKinds.has(kind) && !unansweredDetails.has(detail ?? '');

const things = new Map<string, SentThing>([
  ['image', 'picture'],
  ['audio', 'recording'],
  ['voice', 'voice'],
  ['video', 'video'],
  ['document', 'document'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['contacts', 'card'],
  ['order', 'order'],
  ['nfm_reply', 'form'],
  ['address_message', 'form'],
  ['poll', 'poll'],
]);
const thingOf = ({ kind, detail }: Kind): SentThing =>
  things.get(detail ?? '') ?? things.get(kind) ?? 'message';

/** Sent by WhatsApp in place of the person's message. */
const unsupported = '131051';
const notFetched = '131052';

/** The answer to a message, or to the part of it, that has no words to act on. */
export function wordlessReply(turn: Kind & Pick<Turn, 'mediaProblem' | 'mediaLimitBytes'>): string {
  const { kind, detail, mediaProblem, mediaLimitBytes } = turn;
  const thing = thingOf(turn);
  if (detail === notFetched) return replies.fileNotPassedOn(thing);
  if (kind === 'unsupported' || kind === 'unknown' || detail === unsupported)
    return detail === 'edit' ? replies.editNotPassedOn() : replies.kindNotPassedOn(thing);
  switch (mediaProblem) {
    case 'too_big':
      return replies.fileTooBig(thing, megabytes(mediaLimitBytes));
    case 'too_long':
      return replies.fileTooLong(thing);
    case 'wrong_type':
      return replies.fileOfWrongType(thing);
    case 'gone':
      return replies.fileGone(thing);
    case 'damaged':
      return replies.fileDamaged(thing);
    case 'unreachable':
      return replies.fileUnreachable(thing);
    case 'nothing_heard':
      return replies.nothingHeard(thing);
    case 'nothing_read':
      return replies.nothingReadIn(thing);
    case 'model_away':
    case 'whatsapp_away':
      return replies.fileReadLater(thing);
    case 'given_up':
      return replies.fileGivenUp(thing, kind === 'audio');
    case 'needs_model':
      return replies.fileOfNoUseHere(thing);
    default:
      return replies.fileOfNoUseYet(thing);
  }
}

const megabytes = (bytes = 0): number => Number((bytes / (1024 * 1024)).toFixed(1));
