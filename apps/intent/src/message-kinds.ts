import { mostFailedClaims, type Turn } from '#data';
import { replies } from '#replies';

import type { Understood } from './understood.ts';
import { isAnswered } from './wordless.ts';

/** What can be said of a message without looking at its words; undefined where the words decide. */
export function understandKind(turn: Turn, inboundPerMinute: number): Understood | undefined {
  if (!isAnswered(turn)) return understandNote(turn);
  if (turn.failedClaims >= mostFailedClaims) {
    return { outcome: 'failed', reply: replies.error(replies.somethingWentWrong()) };
  }
  if (turn.amendment?.kind === 'revoke') return { outcome: 'revoked' };
  if (turn.inLastMinute <= inboundPerMinute) return undefined;
  return turn.floodedBefore
    ? { outcome: 'flood_ignored' }
    : { outcome: 'flood_noticed', reply: replies.tooMany(inboundPerMinute) };
}

/** Messages about another message or about the person. */
function understandNote({ kind, becomes, refersTo, text, failedClaims }: Turn): Understood {
  if (failedClaims >= mostFailedClaims) return { outcome: 'failed' };
  if (becomes) return { outcome: 'renamed', becomes };
  if (kind === 'edit' && refersTo) return { outcome: 'edited', target: refersTo, text };
  if (kind === 'revoke' && refersTo) return { outcome: 'took_back', target: refersTo };
  if (kind === 'reaction' && refersTo)
    return { outcome: 'noted', ...(DONE.has(text ?? '') ? { endsOf: refersTo } : { reopensOf: refersTo }) };
  return { outcome: 'noted' };
}

/** Reactions, in whatever colour, that say of a reminder that it is done. */
const DONE = new Set(['👍', '👍🏻', '👍🏼', '👍🏽', '👍🏾', '👍🏿', '✅', '✔️', '☑️']);
