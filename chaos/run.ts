import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Check, told } from './check.ts';
import { closeAll } from './closers.ts';
import { drive } from './drive.ts';
import { faultNames } from './faults.ts';
import { gather } from './gather.ts';
import type { Limits } from './limits.ts';
import { optionsOf } from './options.ts';
import { answeredPerMinute, answeredPerSecond, type Plan, planOf } from './plan.ts';
import { print } from './report.ts';
import { settle } from './settle.ts';
import { type Queues, type Stack, startStack } from './stack.ts';
import { verdictOn } from './verdict.ts';

export { closeAll };

const limits: Limits = {
  // WhatsApp's limit of a usual number.
  perSecond: 80,
  reservedPerSecond: answeredPerSecond,
  // On the way to WhatsApp, sends of more than a minute can move together.
  perMinute: answeredPerMinute + 2 * answeredPerSecond,
  reservedPerMinute: answeredPerMinute,
};
const results = 'chaos/results';

const say = (words: string): boolean => process.stderr.write(`${words} …\n`);

/** Throws when anything did not hold. @param given as on the command line */
export async function runChaos(given: unknown): Promise<void> {
  const { seed, messages, queues, without } = optionsOf(given);
  const plan = planOf(seed, messages, without);
  say(`seed ${seed}, ${messages} messages in ${Math.round(plan.durationMs / 1_000)} s, ${faultsIn(plan)}`);
  const broken: string[] = [];
  for (const backend of queues) {
    const checks = await runOn(backend, plan);
    broken.push(
      ...checks
        .filter(({ holds }) => !holds)
        .map(({ what, count, examples }) => [`${what}: ${count}`, ...examples].join('\n  ')),
    );
    await closeAll();
  }
  if (broken.length > 0) {
    throw new Error(
      `With seed ${seed}, ${broken.length} did not hold (see ${results}/):\n${broken.join('\n')}`,
    );
  }
}

const faultsIn = ({ faults, webhooks }: Plan): string => {
  const { duplicates, reordered, late } = webhooks;
  const shares = Object.entries({ duplicates, swaps: reordered, late })
    .filter(([, share]) => share > 0)
    .map(([name, share]) => `${(share * 100).toFixed(1)} % ${name}`);
  const counts = faultNames
    .map((name) => [faults.filter((one) => one.name === name).length, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`);
  return [...counts, ...shares].join(', ');
};

async function runOn(queues: Queues, plan: Plan): Promise<Check[]> {
  say(`queues in ${queues}: starting`);
  const startedAt = Date.now();
  const stack = await startStack(queues);
  if (!stack) {
    say('SKIPPED on Redis: redis-server is not on the PATH');
    return [];
  }
  rmSync(folderOf(stack), { recursive: true, force: true });
  try {
    say(`queues in ${queues}: messages and faults`);
    const spoken = await drive(plan, stack);
    say(`queues in ${queues}: settling`);
    const { isSettled, seconds, left } = await settle(stack, spoken.length);
    const settled: Check = {
      what: 'settled after, s',
      count: seconds,
      must: 'in time',
      holds: isSettled,
      examples: isSettled ? [] : [JSON.stringify(left)],
    };
    const facts = await gather(stack, spoken);
    const unwritten = told(
      'could not be written: the simulator was too busy',
      plan.says.length - spoken.length,
    );
    const checks = [settled, unwritten, ...verdictOn(facts, limits)];
    print({ queues, seed: plan.seed, seconds: Math.round((Date.now() - startedAt) / 1_000), checks });
    keep(stack, checks, { plan, facts });
    return checks;
  } catch (error) {
    keepLogs(stack);
    throw error;
  }
}

const folderOf = ({ queues }: Stack): string => join(results, queues.toLowerCase());

/** The figures with what they were counted from, and when something did not hold also what every process said. */
function keep(stack: Stack, checks: Check[], about: object): void {
  if (checks.some(({ holds }) => !holds)) keepLogs(stack);
  mkdirSync(folderOf(stack), { recursive: true });
  writeFileSync(join(folderOf(stack), 'books.json'), `${JSON.stringify({ checks, ...about }, null, 1)}\n`);
}

function keepLogs(stack: Stack): void {
  mkdirSync(folderOf(stack), { recursive: true });
  for (const [name, output] of stack.fleet.outputs()) {
    writeFileSync(join(folderOf(stack), `${name.replace(' ', '-')}.log`), output);
  }
}
