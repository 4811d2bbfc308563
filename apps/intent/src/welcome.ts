import type { TurnResult } from '#data';
import { replies } from '#replies';

/**
 * The first answer that somebody ever gets says below its result who writes, and what they can ask for. Whoever has told us to stop, or may
 * not use the assistant, is not invited to go on.
 */
export function welcoming(result: TurnResult): TurnResult {
  const { reply, intent, outcome } = result;
  if (reply === undefined || intent === 'stop' || outcome === 'stranger_told') return result;
  const introduced = reply.includes(replies.introduction());
  const note = reply.includes(replies.help()) ? replies.introduction() : replies.welcome();
  return { ...result, reply: introduced ? reply : replies.withNote(reply, note), welcomes: true };
}
