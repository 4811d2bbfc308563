import type { TurnResult } from '#data';
import { replies } from '#replies';
import { choicesSchema, longestText, longestWithButtons, splitText } from '#whatsapp';

/** Leaves room for what is added when a message is sent: that it is the last one for now. */
const longestPart = 3_800;
const longestPartWithButtons = 800;
const mostParts = 5;

/** An answer that WhatsApp takes in no single message becomes several, with what can be tapped under the last one. */
export function inParts(result: TurnResult): TurnResult {
  const { reply, choices, document } = result;
  const isAboveButtons =
    choices !== undefined && choicesSchema.parse(JSON.parse(choices)).buttons !== undefined;
  const longest = isAboveButtons ? longestWithButtons : longestText;
  if (reply === undefined || document || reply.length <= longest) return result;
  const [first, ...others] = atMost(mostParts, splitReply(reply, isAboveButtons));
  const parts = others.map((body, at) => ({ body, choices: at === others.length - 1 ? choices : undefined }));
  return { ...result, reply: first, choices: others.length > 0 ? undefined : choices, parts };
}

function splitReply(reply: string, isAboveButtons: boolean): string[] {
  const parts = splitText(reply, longestPart);
  const last = parts.at(-1) ?? '';
  if (!isAboveButtons || last.length <= longestPartWithButtons) return parts;
  // The buttons need a short text above them: the end of the answer.
  const end = splitText(last, longestPartWithButtons).at(-1) ?? '';
  return [...parts.slice(0, -1), last.slice(0, -end.length).trimEnd(), end];
}

/** Lists say themselves what they leave out; this is for several long answers at once. */
function atMost(most: number, parts: string[]): string[] {
  if (parts.length <= most) return parts;
  return [...parts.slice(0, most - 1), replies.restLeftOut()];
}
