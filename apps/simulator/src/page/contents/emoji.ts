const segmenter = new Intl.Segmenter();
const emoji =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}{2}|[\d#*]\uFE0F\u20E3/u;
const mostLarge = 3;

/** How many emoji a text holds and nothing else; 0 for any other text, and for a row of them that is too long to be large. */
export function onlyEmoji(text: string): number {
  const parts = Array.from(segmenter.segment(text), ({ segment }) => segment).filter((one) => one.trim());
  return parts.length <= mostLarge && parts.every((one) => emoji.test(one)) ? parts.length : 0;
}
