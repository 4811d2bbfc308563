import { loadConfig } from '#platform';
import {
  fillTemplate,
  GraphClient,
  graphSettings,
  purposeOf,
  type TemplatePurpose,
  type ValuesOf,
} from '#whatsapp';

import { withAdvice } from './refusal.ts';
import { loadTemplateClient } from './template.settings.ts';

export interface TestWishes {
  /** Phone number in digits. */
  to: string;
  /** As `de` or `de_AT`. */
  language: string;
  /** Values by the name of the parameter; the examples by default. */
  set: Record<string, string>;
}

/**
 * `templates test`: sends one of ours to somebody, filled with its examples, in the language that people would get. Nothing is kept of
 * it. Throws, before anything is sent, for a value that WhatsApp would refuse.
 */
export async function test(purpose: TemplatePurpose, { to, language, set }: TestWishes): Promise<void> {
  const values = valuesFor(purpose, set);
  const graph = new GraphClient(loadConfig(graphSettings));
  // Before the list, so that what is wrong here needs no WhatsApp to be told.
  fillTemplate(purpose, values);
  const listed = await withAdvice(loadTemplateClient().list());
  const template = fillTemplate(purpose, values, {
    language,
    canSend: (wanted) =>
      listed.some(
        (one) => one.name === wanted.name && one.language === wanted.language && one.status === 'APPROVED',
      ),
  });
  const wamid = await withAdvice(
    graph.sendTemplate({ to: { phone: to }, callbackData: 'templates test', template }),
  );
  console.log(`Sent ${template.name} in ${template.language}, WhatsApp calls it ${wamid}`);
}

function valuesFor<P extends TemplatePurpose>(purpose: P, set: Record<string, string>): ValuesOf<P> {
  const { parameters } = purposeOf(purpose);
  const names = Object.keys(parameters);
  const unknown = Object.keys(set).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const those = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    throw new Error(`The template ${purpose} has no parameter "${unknown}": ${those}.`);
  }
  const examples = Object.entries(parameters).map(([name, { example }]) => [name, set[name] ?? example]);
  return Object.fromEntries(examples) as ValuesOf<P>;
}
