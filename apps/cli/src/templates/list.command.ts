import { standingAdvice, standingsAmong, statusWords, type TemplateStanding } from '#whatsapp';

import { withAdvice } from './refusal.ts';
import { loadTemplateClient } from './template.settings.ts';

/** `templates list`: how each of ours stands at WhatsApp, and what to do when it cannot be sent. */
export async function list(): Promise<void> {
  const standings = standingsAmong(await withAdvice(loadTemplateClient().list()));
  const longest = Math.max(...standings.map(({ name }) => name.length));
  console.log(standings.flatMap((one) => linesFor(one, longest)).join('\n'));
}

function linesFor(standing: TemplateStanding, longest: number): string[] {
  const { name, language } = standing;
  const notes = [adviceOf(standing), categoryNote(standing)].filter((note) => note !== undefined);
  return [
    `${name.padEnd(longest)}  ${language}  ${statusWords(standing)}`,
    ...notes.map((note) => `    ${note}`),
  ];
}

function adviceOf(standing: TemplateStanding): string | undefined {
  const advice = standingAdvice(standing);
  return advice && `It is not sent until it is approved: ${advice}.`;
}

/** WhatsApp moves templates between categories by itself. */
function categoryNote({ category, definition }: TemplateStanding): string | undefined {
  if (category === undefined || category === definition.category) return undefined;
  return `WhatsApp counts it as ${category}, no longer as ${definition.category}: ask for a review in WhatsApp Manager within 60 days.`;
}
