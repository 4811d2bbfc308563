import { z } from 'zod';

import type { FileHeader } from './messages/interactive-header.ts';
import type { ButtonsContent, ListContent } from './messages/interactive.ts';

/** Something to tap. */
const choiceSchema = z.object({
  /** Comes back when it is tapped; at most 256 characters on a button, 200 in a list. */
  id: z.string(),
  /** At most 20 characters on a button, 24 in a list. */
  title: z.string(),
  /** In a list only; at most 72 characters. */
  description: z.string().optional(),
});

/** One to three reply buttons, or a list of one to ten that opens with a button of at most 20 characters. */
export const choicesSchema = z.union([
  z.object({ buttons: z.array(choiceSchema), list: z.undefined().optional() }),
  z.object({
    list: z.object({ button: z.string(), choices: z.array(choiceSchema) }),
    buttons: z.undefined().optional(),
  }),
]);
export type Choices = z.infer<typeof choicesSchema>;

/**
 * Choices under a text of at most 1,024 characters (buttons) or 4,096 (a list).
 *
 * @param file stands above the text; only where there are buttons
 */
export function withChoices(
  body: string,
  { buttons, list }: Choices,
  file?: FileHeader,
): ButtonsContent | ListContent {
  return buttons
    ? { kind: 'buttons', header: file, body, buttons }
    : { kind: 'list', body, button: list.button, sections: [{ rows: list.choices }] };
}
