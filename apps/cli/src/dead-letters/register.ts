import { type Command, InvalidArgumentError } from 'commander';

import type { DeadLetterPlace } from '#data';

import { isMessageId, type ListOptions, readPlace, type ReplayWishes, requireOneWay } from './wishes.ts';

/** Loaded when it is called: to load all of it takes seconds. */
const load = () => import('../dead-letters.command.ts');

const exitCodes = `
Exit codes: 0 all was done; 2 some of it was not done, or there is no such message: why is in the output; 1 anything else.`;

/** `dead-letters`: its own commands, `list` when none is named. */
export function registerDeadLetters(program: Command, wholeNumber: (value: string) => number): void {
  const deadLetters = program
    .command('dead-letters')
    .description('messages that failed for good: why, what can be done, and to send them again')
    .addHelpText('after', exitCodes);
  deadLetters
    .command('list', { isDefault: true })
    .description('newest first, without those that were dismissed')
    .option('--code <code>', "of this error code of WhatsApp's only", errorCode)
    .option('--since <time>', 'failed since then: 2026-11-21T12:00Z, or a span such as 30m, 12h, 7d', time)
    .option('--limit <number>', 'as many at most', wholeNumber, 20)
    .option(
      '--after <place>',
      'go on after the last one of a list: what that list names as `next`',
      placeAfter,
    )
    .option('--json', 'as JSON', false)
    .action(async (options: ListOptions) => (await load()).list(options));
  deadLetters
    .command('show')
    .argument('<id>', 'of the message', messageId)
    .description('one message in whatever state, with what was done to it')
    .option('--json', 'as JSON', false)
    .action(async (id: string, options: { json: boolean }) => (await load()).show(id, options));
  deadLetters
    .command('replay')
    .argument('[ids...]', 'of messages', manyIds)
    .description(
      'sends messages again; those that may have arrived, and those of which people were told that they failed, are left out',
    )
    .option('--code <code>', "all of this error code of WhatsApp's", errorCode)
    .option('--all', 'all that there are', false)
    .option('--since <time>', 'with --code or --all: only what failed since then', time)
    .option('--force', 'also what people may get a second time, or were told of', false)
    .option('--json', 'as JSON', false)
    .addHelpText('after', exitCodes)
    .action(async (ids: string[], wishes: ReplayWishes) => {
      requireOneWay(ids, wishes);
      await (await load()).replay(ids, wishes);
    });
  deadLetters
    .command('dismiss')
    .argument('<ids...>', 'of messages', manyIds)
    .description('lists messages no more; they stay failed')
    .option('--json', 'as JSON', false)
    .addHelpText('after', exitCodes)
    .action(async (ids: string[], options: { json: boolean }) => (await load()).dismiss(ids, options));
}

function errorCode(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a number, such as 131026.');
  return Number(value);
}

function messageId(value: string): string {
  if (isMessageId(value)) return value.toLowerCase();
  throw new InvalidArgumentError('It must be an id as `dead-letters` lists it.');
}

function placeAfter(value: string): DeadLetterPlace {
  const place = readPlace(value);
  if (place) return place;
  throw new InvalidArgumentError('It must be what the list before named as `next`.');
}

const manyIds = (value: string, before: string[] = []): string[] => [...before, messageId(value)];

const spans = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

function time(value: string): Date {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(value) ?? [];
  if (unit === 'm' || unit === 'h' || unit === 'd') return new Date(Date.now() - Number(count) * spans[unit]);
  const at = /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : undefined;
  if (at && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError(
    'It must be a time such as 2026-11-21T12:00Z, or a span such as 30m, 12h or 7d.',
  );
}
