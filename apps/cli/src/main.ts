import 'reflect-metadata';

import { Command, CommanderError, InvalidArgumentError } from 'commander';

import { check, migrate, migration, printUrl } from './database.commands.ts';
import { evaluate } from './evaluate/evaluate.command.ts';
import { printLookupKey } from './keys.commands.ts';
import { messages } from './messages.command.ts';
import { notices } from './notices.command.ts';
import { start } from './start/start.command.ts';
import { understand, understandHelp } from './understand.command.ts';

const handsfree = new Command('npm run handsfree --').showHelpAfterError().exitOverride();

handsfree
  .command('start')
  .description('starts everything on this machine (also: npm start)')
  .action(() => start());

handsfree
  .command('notices')
  .description('what WhatsApp said about the account, newest first')
  .option('--limit <number>', 'as many at most', wholeNumber, 20)
  .option('--field <field>', 'of this webhook field only')
  .option('--full', 'with all that was said', false)
  .action(notices);

handsfree
  .command('messages')
  .description('how many messages were received, handled, failed and are in flight')
  .action(messages);

handsfree
  .command('understand')
  .description('what sentences mean: JSON lines in, JSON lines out')
  .option('--offline', 'never ask a language model', false)
  .addHelpText('after', understandHelp)
  .action(understand);

handsfree
  .command('understand-eval')
  .argument(
    '[folder]',
    'the folder of the labelled sentences; HANDSFREE_NLU_DATA or ../shared/nlu by default',
  )
  .description('how well sentences are understood offline (also: npm run understand:eval)')
  .action(evaluate);

const db = handsfree.command('db').description('the database and its migrations');
db.command('migrate')
  .description('brings the database to the newest migration (also: npm run db:migrate)')
  .action(migrate);
db.command('migration')
  .argument('<name>', 'what it does, such as add_colour')
  .description('writes the migration that schema.prisma still lacks (also: npm run db:migration -- <name>)')
  .action(migration);
db.command('url')
  .description('prints the address of the database, beside a running `npm start` of the embedded one')
  .action(printUrl);
db.command('check').description('fails when schema.prisma and the migrations differ').action(check);

const keys = handsfree.command('keys').description('encryption and look-up keys');
keys
  .command('lookup-key')
  .description('prints the LOOKUP_KEY of a database that was filled without one, from its ENCRYPTION_KEYS')
  .action(printLookupKey);

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
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
