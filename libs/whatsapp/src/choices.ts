import { z } from 'zod';

/** Something to tap. */
const choiceSchema = z.object({
  /** Comes back when it is tapped; at most 200 characters. */
  id: z.string(),
  /** At most 20 characters on a button, 24 in a list. */
  title: z.string(),
  /** In a list only; at most 72 characters. */
  description: z.string().optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

/** One to three reply buttons, or a list of one to ten that opens with a button of at most 20 characters. */
export const choicesSchema = z.union([
  z.object({ buttons: z.array(choiceSchema), list: z.undefined().optional() }),
  z.object({
    list: z.object({ button: z.string(), choices: z.array(choiceSchema) }),
    buttons: z.undefined().optional(),
  }),
]);
export type Choices = z.infer<typeof choicesSchema>;

/** WhatsApp would refuse the message; the error names the limit. */
export class MessageLimitError extends Error {
  override name = 'MessageLimitError';
}

const longestId = 200;

/**
 * The `interactive` object of the Graph API: choices under a text of at most 1,024 characters (buttons) or 4,096 (a list).
 *
 * @throws MessageLimitError
 */
export function interactiveOf(body: string, choices: Choices): Record<string, unknown> {
  return choices.buttons ? buttonsUnder(body, choices.buttons) : listUnder(body, choices.list);
}

function buttonsUnder(text: string, buttons: Choice[]): Record<string, unknown> {
  checkLength('text above buttons', text, 1_024);
  checkChoices('buttons', buttons, { most: 3, longestTitle: 20 });
  if (new Set(buttons.map(({ title }) => title)).size < buttons.length) {
    throw new MessageLimitError('each button needs a title of its own');
  }
  const replies = buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
  return { type: 'button', body: { text }, action: { buttons: replies } };
}

function listUnder(
  text: string,
  { button, choices }: { button: string; choices: Choice[] },
): Record<string, unknown> {
  checkLength('text above a list', text, 4_096);
  checkLength('button that opens a list', button, 20);
  checkChoices('choices in a list', choices, { most: 10, longestTitle: 24 });
  const rows = choices.map(({ id, title, description }) => ({ id, title, description }));
  return { type: 'list', body: { text }, action: { button, sections: [{ rows }] } };
}

function checkChoices(what: string, choices: Choice[], limits: { most: number; longestTitle: number }): void {
  if (choices.length < 1 || choices.length > limits.most) {
    throw new MessageLimitError(`there can be 1 to ${limits.most} ${what}, not ${choices.length}`);
  }
  if (new Set(choices.map(({ id }) => id)).size < choices.length) {
    throw new MessageLimitError(`each of the ${what} needs an id of its own`);
  }
  for (const { id, title, description } of choices) {
    checkLength('id of a choice', id, longestId);
    checkLength(`title of one of the ${what}`, title, limits.longestTitle);
    if (description !== undefined) checkLength('description of a choice', description, 72);
  }
}

function checkLength(what: string, text: string, longest: number): void {
  if (text.length < 1 || text.length > longest) {
    throw new MessageLimitError(`the ${what} must have 1 to ${longest} characters, not ${text.length}`);
  }
}
