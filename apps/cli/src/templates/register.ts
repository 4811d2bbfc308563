import { type Command, InvalidArgumentError } from 'commander';

import type { TemplatePurpose } from '#whatsapp';

/** The code of each command, loaded when it is called: to load all of it takes seconds. */
const load = {
  sync: () => import('./sync.command.ts'),
  submit: () => import('./submit.command.ts'),
  test: () => import('./test.command.ts'),
  whatsapp: () => import('#whatsapp'),
};

/** `templates`: its own commands. */
export function registerTemplates(program: Command): void {
  const templates = program
    .command('templates')
    .description('our message templates at WhatsApp, which reach people outside the 24-hour window');
  templates
    .command('sync')
    .description('compares what is declared here with what WhatsApp has, and says what to do')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing is to be done; 2 something is; 1 it could not be found out.',
    )
    .action(async () => (await load.sync()).sync());
  templates
    .command('submit')
    .argument('[purposes...]', 'only these, such as event_reminder')
    .description('hands in those of ours that are missing; fails when WhatsApp does not take one')
    .option('--edit', 'also replaces the words of those that have others at WhatsApp', false)
    .action(async (words: string[], options: { edit: boolean }) => {
      const purposes = await purposesOf(words);
      await (await load.submit()).submit(purposes, options);
    });
  templates
    .command('test')
    .argument('<purpose>', 'such as event_reminder')
    .description('sends one of ours, filled with its examples, to a phone of yours')
    .requiredOption('--to <number>', 'phone number with its country code, in digits', digits)
    .option('--language <code>', 'as de or de_AT; where it is not there, its base or English', 'en')
    .option('--set <name=value>', 'a value of its own for a parameter; may be repeated', addValue, {})
    .action(async (word: string, options: { to: string; language: string; set: Record<string, string> }) => {
      const [purpose] = await purposesOf([word]);
      if (purpose) await (await load.test()).test(purpose, options);
    });
}

async function purposesOf(words: string[]): Promise<TemplatePurpose[]> {
  const { isTemplatePurpose, templatePurposes } = await load.whatsapp();
  return words.map((word) => {
    if (isTemplatePurpose(word)) return word;
    throw new Error(
      `There is no template for "${word}", but for ${Object.keys(templatePurposes).join(', ')}.`,
    );
  });
}

function digits(value: string): string {
  const number = value.replaceAll(/[\s+().-]/g, '');
  if (!/^\d{5,17}$/.test(number)) throw new InvalidArgumentError('It must be a phone number in digits.');
  return number;
}

function addValue(pair: string, values: Record<string, string>): Record<string, string> {
  const at = pair.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must read like title=call mom.');
  return { ...values, [pair.slice(0, at)]: pair.slice(at + 1) };
}
