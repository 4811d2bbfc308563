import 'reflect-metadata';

import { SettingsError } from '#platform';

import { check, migrate, migration } from './database.commands.ts';
import { notices } from './notices.command.ts';
import { start } from './start/start.command.ts';
import { UsageError } from './usage.error.ts';

const usage = `Usage: npm run handsfree -- <command>

  start                 starts everything on this machine (also: npm start)
  db migrate            brings the database to the newest migration (also: npm run db:migrate)
  db migration <name>   writes the migration that schema.prisma still lacks (also: npm run db:migration -- <name>)
  notices               what WhatsApp said about the account, newest first; --limit 20, --field <field>, --full shows all of it
  db check              fails when schema.prisma and the migrations differ
`;

const commands = new Map<string, (...args: string[]) => Promise<void>>([
  ['start', start],
  ['notices', notices],
  ['db migrate', migrate],
  ['db migration', migration],
  ['db check', check],
]);

const words = process.argv.slice(2);
const length = commands.has(words.slice(0, 2).join(' ')) ? 2 : 1;
const command = commands.get(words.slice(0, length).join(' '));

try {
  if (!command) throw new UsageError(words.length > 0 ? `There is no command "${words.join(' ')}".` : '');
  await command(...words.slice(length));
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exitCode = 1;
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n${usage}`.trim();
  if (error instanceof SettingsError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
