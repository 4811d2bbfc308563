import type { TurnResult } from '#data';
import { longestReply, replies } from '#replies';
import { longestWithButtons } from '#whatsapp';

/**
 * The first answer that somebody ever gets says below its result who writes, and what they can ask for. Whoever has told us to stop is
 * not invited to go on.
 */
export function welcoming(result: TurnResult): TurnResult {
  const { reply, choices, intent } = result;
  if (reply === undefined || intent === 'stop') return result;
  const introduced = reply.includes(replies.introduction());
  const note = reply.includes(replies.help()) ? replies.introduction() : replies.welcome();
  const longest = choices === undefined ? longestReply : longestWithButtons;
  return { ...result, reply: introduced ? reply : replies.withNote(reply, note, longest), welcomes: true };
}
