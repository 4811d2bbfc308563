import { checkFilled, MessageLimitError } from './message-limit.ts';

export interface ReactionContent {
  kind: 'reaction';
  /** WhatsApp's id of the message it is for: at most 30 days old and no reaction itself. */
  wamid: string;
  /** One emoji; empty to take the reaction back. */
  emoji: string;
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Pictures, flags, and digits in a box. */
const emojiPattern = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|^[0-9#*]\uFE0F?\u20E3/u;

export function reactionOf({ wamid, emoji }: ReactionContent): object {
  checkFilled('id of the message to react to', wamid);
  const count = [...characters.segment(emoji)].length;
  if (count > 1 || (count === 1 && !emojiPattern.test(emoji))) {
    const seen = count > 1 ? `${count} characters` : 'another character';
    throw new MessageLimitError(`the reaction must be one emoji, or empty to take it back, not ${seen}`);
  }
  return { message_id: wamid, emoji };
}
