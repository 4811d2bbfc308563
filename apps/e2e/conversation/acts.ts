import type { Bubble, SimulatorClient, TestStack } from '#testing';

/** One person, with a phone. */
export interface Phone {
  who: { phone: string; name: string };
  simulator: SimulatorClient;
  /** What stands on it, oldest first. */
  bubbles: Bubble[];
}

/** What somebody does with their phone, or what happens to us meanwhile. */
export interface Act {
  /** What is to be seen of it. */
  lines: string[];
  isOurs?: true;
  /** @returns the id of the message that is sent, if it is one */
  run: (phone: Phone, stack: TestStack) => Promise<unknown>;
}

const sent = async (sending: Promise<{ wamid: string }>): Promise<string> => (await sending).wamid;

/** @param quotes words of the message that is answered */
export const say = (text: string, quotes?: string): Act => ({
  lines: [...(quotes === undefined ? [] : [`(answers “${quotes}”)`]), ...text.split('\n')],
  run: (phone) =>
    sent(
      phone.simulator.say(text, {
        ...phone.who,
        ...(quotes !== undefined && { quotes: find(phone, quotes, 'them').wamid }),
      }),
    ),
});

/** The newest button or row of that name. */
export const tap = (title: string): Act => ({
  lines: [`[${title}]`],
  run: (phone) => {
    for (const { wamid, content } of phone.bubbles.toReversed()) {
      const id = choicesOf(content).find((choice) => choice.title === title)?.id;
      if (id !== undefined) return sent(phone.simulator.tap(wamid, id, phone.who));
    }
    throw new Error(`Nothing can be tapped that is called ${title}`);
  },
});

/** @param to words of the message */
export const react = (emoji: string, to: string): Act => ({
  lines: [`${emoji} (to “${to}”)`],
  run: (phone) => sent(phone.simulator.react(find(phone, to, 'them').wamid, emoji, phone.who)),
});

/** @param from words of the message as it was */
export const change = (from: string, text: string): Act => ({
  lines: [`(changes “${from}” to “${text}”)`],
  run: (phone) =>
    sent(
      phone.simulator.send(
        {
          type: 'edit',
          edit: {
            original_message_id: find(phone, from, 'me').wamid,
            message: { type: 'text', text: { body: text } },
          },
        },
        phone.who,
      ),
    ),
});

export const takeBack = (text: string): Act => ({
  lines: [`(deletes “${text}”)`],
  run: (phone) =>
    sent(
      phone.simulator.send(
        { type: 'revoke', revoke: { original_message_id: find(phone, text, 'me').wamid } },
        phone.who,
      ),
    ),
});

export const attach = (filename: string, bytes: Uint8Array, mimeType: string): Act => ({
  lines: [`(file: ${filename})`],
  run: (phone) =>
    sent(phone.simulator.attach('document', Uint8Array.from(bytes), mimeType, { ...phone.who, filename })),
});

export const sendPicture = (bytes: Uint8Array, caption: string): Act => ({
  lines: ['(picture)', caption],
  run: (phone) =>
    sent(phone.simulator.attach('image', Uint8Array.from(bytes), 'image/png', { ...phone.who, caption })),
});

export const sendPlace = (place: { latitude: number; longitude: number; name?: string }): Act => ({
  lines: [`(place: ${place.name ?? `${place.latitude}, ${place.longitude}`})`],
  run: (phone) => sent(phone.simulator.send({ type: 'location', location: place }, phone.who)),
});

/** Nobody does anything: time passes. */
export const happens = (words: string, run: Act['run'] = () => Promise.resolve()): Act => ({
  lines: [`(${words})`],
  isOurs: true,
  run,
});

/** What can be tapped on a message. */
export function choicesOf({
  action,
  buttons,
}: Bubble['content']): { id?: string; title: string; description?: string }[] {
  return [
    ...(action?.buttons ?? []),
    ...(action?.sections?.flatMap(({ rows }) => rows) ?? []),
    ...(buttons?.map(({ title, payload }) => ({ title, id: payload })) ?? []),
  ];
}

export const wordsOf = ({ text, body, caption }: Bubble['content']): string => text ?? body ?? caption ?? '';

function find({ bubbles }: Phone, words: string, whose: Bubble['from']): Bubble {
  const found = bubbles.findLast(({ from, content }) => from === whose && wordsOf(content).includes(words));
  if (!found) throw new Error(`There is no message with the words ${words}`);
  return found;
}
