import { z } from 'zod';

import type { ListedTemplate } from './listed-template.schema.ts';
import type { TemplateDefinition } from './template-definition.ts';

const componentSchema = z.object({
  type: z.string(),
  text: z.string().optional().catch(undefined),
  buttons: z
    .array(z.object({ text: z.string().optional() }))
    .optional()
    .catch(undefined),
});

/**
 * What is not at WhatsApp as it is declared here, in plain words: "the body has other words", "it counts as MARKETING, not UTILITY".
 * What WhatsApp did not tell does not differ. Meta words authentication templates by itself.
 */
export function differencesOf(listed: ListedTemplate, declared: TemplateDefinition): string[] {
  const { category, nextCategory, components } = listed;
  const differences: string[] = [];
  if (category !== undefined && category !== declared.category) {
    differences.push(`it counts as ${category}, not as ${declared.category}`);
  } else if (nextCategory !== undefined && nextCategory !== declared.category) {
    differences.push(`it is going to count as ${nextCategory}, not as ${declared.category}`);
  }
  return components ? [...differences, ...wordsThatDiffer(components, declared)] : differences;
}

/** Whether it has other words there, which handing it in anew mends. */
export const hasOtherWords = ({ components }: ListedTemplate, declared: TemplateDefinition): boolean =>
  components !== undefined && wordsThatDiffer(components, declared).length > 0;

function wordsThatDiffer(components: unknown[], declared: TemplateDefinition): string[] {
  if (declared.category === 'AUTHENTICATION') return [];
  const there = partsOf(components);
  const here = partsOf(declared.components);
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((part) => {
    if (!there.has(part)) return [`it has no ${part}`];
    if (!here.has(part)) return [`it has ${part} of its own`];
    return here.get(part) === there.get(part) ? [] : [`the ${part} has other words`];
  });
}

/** The words of each part by its name: `header`, `body`, `footer`, `buttons`. */
function partsOf(components: unknown[]): Map<string, string> {
  return new Map(
    components.flatMap((one) => {
      const { type, text = '', buttons = [] } = componentSchema.safeParse(one).data ?? {};
      const words = [text, ...buttons.map((button) => button.text ?? '')].join('\n').trim();
      return type === undefined ? [] : [[type.toLowerCase(), words] as const];
    }),
  );
}
