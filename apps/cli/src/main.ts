import 'reflect-metadata';

import { Command, CommanderError, InvalidArgumentError } from 'commander';

import { registerDeadLetters } from './dead-letters/register.ts';
import type { Wanted } from './notices.command.ts';
import { registerTemplates } from './templates/register.ts';
import { understandHelp } from './understand/help.ts';

/** The code of each command, loaded when it is called: to load all of it takes seconds. */
const load = {
  database: () => import('./database.commands.ts'),
  doctor: () => import('./doctor.command.ts'),
  evaluate: () => import('./evaluate/evaluate.command.ts'),
  keys: () => import('./keys.commands.ts'),
  messages: () => import('./messages.command.ts'),
  ownData: () => import('./own-data.command.ts'),
  notices: () => import('./notices.command.ts'),
  start: () => import('./start/start.command.ts'),
  tokenExchange: () => import('./token/exchange.command.ts'),
  tokenInspect: () => import('./token/inspect.command.ts'),
  trace: () => import('./trace.command.ts'),
  understand: () => import('./understand.command.ts'),
};

const handsfree = new Command('npm run handsfree --').showHelpAfterError().exitOverride();

handsfree
  .command('start')
  .description('starts everything on this machine (also: npm start)')
  .action(async () => (await load.start()).start());

handsfree
  .command('doctor')
  .description('looks at everything that a deployment needs, and says what to mend; changes nothing')
  .option('--json', 'as JSON', false)
  .addHelpText('after', '\nExit codes: 0 nothing is failing (there may be warnings); 1 something is.')
  .action(async (options: { json: boolean }) => (await load.doctor()).doctor(options));

handsfree
  .command('notices')
  .description('what WhatsApp said about the account, newest first')
  .option('--limit <number>', 'as many at most', wholeNumber, 20)
  .option('--field <field>', 'of this webhook field only')
  .option('--full', 'with all that was said', false)
  .action(async (wanted: Wanted) => (await load.notices()).notices(wanted));

handsfree
  .command('messages')
  .description('how many messages were received, handled, failed and are in flight')
  .action(async () => (await load.messages()).messages());

handsfree
  .command('export')
  .argument('<number>', 'the phone number of a person, with country code')
  .option('--calendar', 'their calendar alone, as an iCalendar file', false)
  .description('everything that is kept about one person, as JSON')
  .action(async (number: string, options: { calendar: boolean }) =>
    (await load.ownData()).exportPerson(number, options),
  );
handsfree
  .command('erase')
  .argument('<number>', 'the phone number of a person, with country code')
  .option('--yes', 'without it, only says whether there is somebody', false)
  .description('deletes everything that is kept about one person, for good; they are not told')
  .action(async (number: string, options: { yes: boolean }) =>
    (await load.ownData()).erasePerson(number, options),
  );

handsfree
  .command('trace')
  .argument('[id]', "of a message: WhatsApp's (wamid), ours, or as logs name it")
  .option('--from <number>', 'instead: the latest messages of the person with this phone number')
  .option('--last <number>', 'with --from: as many', wholeNumber, 10)
  .option('--json', 'as JSON', false)
  .description("one message's story, with the times: why somebody got no answer; never anybody's words")
  .addHelpText(
    'after',
    '\nExit codes: 0 it was found; 2 there is no such message or person; 1 anything else.',
  )
  .action(async (id: string | undefined, options: { from?: string; last: number; json: boolean }) => {
    const { traceMessage, tracePerson } = await load.trace();
    if (id && options.from === undefined) return traceMessage(id, options);
    if (id === undefined && options.from) return tracePerson(options.from, options);
    throw new Error('Say which message by its id, or whose messages with --from <number>.');
  });

registerDeadLetters(handsfree, wholeNumber);
registerTemplates(handsfree);

handsfree
  .command('understand')
  .description('what sentences mean: JSON lines in, JSON lines out')
  .option('--offline', 'never ask a language model', false)
  .addHelpText('after', understandHelp)
  .action(async (options: { offline: boolean }) => (await load.understand()).understand(options));

handsfree
  .command('understand-eval')
  .argument(
    '[folder]',
    'the folder of the labelled sentences; HANDSFREE_NLU_DATA or ../shared/nlu by default',
  )
  .description('how well sentences are understood offline (also: npm run understand:eval)')
  .action(async (folder?: string) => (await load.evaluate()).evaluate(folder));

const db = handsfree.command('db').description('the database and its migrations');
db.command('migrate')
  .description('brings the database to the newest migration (also: npm run db:migrate)')
  .action(async () => (await load.database()).migrate());
db.command('migration')
  .argument('<name>', 'what it does, such as add_colour')
  .description('writes the migration that schema.prisma still lacks (also: npm run db:migration -- <name>)')
  .action(async (name: string) => (await load.database()).migration(name));
db.command('url')
  .description('prints the address of the database, beside a running `npm start` of the embedded one')
  .action(async () => (await load.database()).printUrl());
db.command('check')
  .description('fails when schema.prisma and the migrations differ')
  .action(async () => (await load.database()).check());

const keys = handsfree.command('keys').description('encryption and look-up keys');
keys
  .command('lookup-key')
  .description('prints the LOOKUP_KEY of a database that was filled without one, from its ENCRYPTION_KEYS')
  .action(async () => (await load.keys()).printLookupKey());

keys
  .command('rotate')
  .description(
    'seals everything in the database anew with the first of ENCRYPTION_KEYS, so that the others can go; while everything runs',
  )
  .addHelpText(
    'after',
    '\nGive all apps the new key first (README, "To change the encryption key").\n' +
      'Exit codes: 0 everything is sealed with it; 1 something could not be, or the keys are not those of the apps.',
  )
  .option('--force', 'also when the newest message is not sealed with it', false)
  .action(async (options: { force: boolean }) => (await load.keys()).rotate(options));

const token = handsfree.command('token').description("the access token that is WhatsApp's key to the number");
token
  .command('inspect')
  .description(
    'whether WHATSAPP_API_TOKEN is valid, until when, and what it may do; fails when it cannot be used',
  )
  .action(async () => (await load.tokenInspect()).inspect());
token
  .command('exchange')
  .description('exchanges WHATSAPP_API_TOKEN for a new one that lives 60 days')
  .option(
    '--file <path>',
    'writes it there; the file that WHATSAPP_API_TOKEN_FILE names by default, without that to standard output',
  )
  .action(async (options: { file?: string }) => (await load.tokenExchange()).exchange(options));

try {
  await handsfree.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw new InvalidArgumentError('It must be a whole number from 1 to 999,999.');
  return Number(value);
}
