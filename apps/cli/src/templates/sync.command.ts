import {
  differencesOf,
  type ListedTemplate,
  neededTemplates,
  ourTemplates,
  standingAdvice,
  standingsAmong,
  statusWords,
  type TemplateStanding,
} from '#whatsapp';

import { withAdvice } from './refusal.ts';
import { table } from './table.ts';
import { loadTemplateClient } from './template.settings.ts';

/**
 * `templates sync`: compares what is declared here with what WhatsApp has, as a table with what to do. The exit code is 2 when
 * something is to be done.
 */
export async function sync(): Promise<void> {
  const listed = await withAdvice(loadTemplateClient().list());
  const rows = [...standingsAmong(listed).map(rowOf), ...undeclaredAmong(listed).map(undeclaredRow)];
  console.log(table(['template', 'language', 'at WhatsApp', 'what to do'], rows));
  const open = rows.filter(([, , , advice]) => advice !== nothing).length;
  console.log(
    open === 0
      ? '\nAll of them are at WhatsApp as they are declared.'
      : `\nSomething is to be done for ${open} of ${rows.length}. Handsfree by itself sends ${needed()}; the others are for you to use.`,
  );
  if (open > 0) process.exitCode = 2;
}

type Row = [name: string, language: string, standing: string, advice: string];
const nothing = 'nothing';

function rowOf(standing: TemplateStanding): Row {
  const { name, language, definition } = standing;
  const differences = differencesOf(standing, definition);
  const advice = [standingAdvice(standing), ...differences.map(adviceFor)].filter((one) => one !== undefined);
  return [
    name,
    language,
    [statusWords(standing), ...differences].join('; '),
    [...new Set(advice)].join('; ') || nothing,
  ];
}

const adviceFor = (difference: string): string =>
  difference.includes('count as') || difference.includes('counts as')
    ? 'ask for a review in WhatsApp Manager within 60 days'
    : 'hand in the words that are declared: `npm run handsfree -- templates submit --edit`';

/** Ours by their name, from another version of Handsfree. */
function undeclaredAmong(listed: ListedTemplate[]): ListedTemplate[] {
  const isDeclared = ({ name, language }: ListedTemplate): boolean =>
    ourTemplates.some((one) => one.name === name && one.language === language);
  return listed.filter((one) => one.name.startsWith('handsfree_') && !isDeclared(one));
}

const undeclaredRow = (listed: ListedTemplate): Row => [
  listed.name,
  listed.language,
  `${statusWords(listed)}; not declared here`,
  'delete it in WhatsApp Manager once no older version of Handsfree runs',
];

const needed = (): string =>
  neededTemplates.map(({ name, language }) => `${name} (${language})`).join(' and ');
