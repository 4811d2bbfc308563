import { setTimeout } from 'node:timers/promises';

import { sampleFiles } from '../libs/testing/src/sample-files.ts';
import type { Fault } from './faults.ts';
import { type Plan, type Say, titleOf } from './plan.ts';
import type { Stack } from './stack.ts';

/** What was written, under the id that WhatsApp gave it. */
export type Spoken = Say & { wamid: string };

/** Carries out the plan: people write, and things go wrong. Resolves when everything that was stopped runs again. */
export async function drive({ says, faults, webhooks }: Plan, stack: Stack): Promise<Spoken[]> {
  await stack.simulator.changeRules({ ...webhooks });
  const startedAt = Date.now();
  const due = (atMs: number): Promise<void> => setTimeout(Math.max(0, startedAt + atMs - Date.now()));
  /** OwnServers takes one order at a time. */
  let serversTurn = Promise.resolve();
  const troubles = faults.map(async (fault) => {
    await due(fault.atMs);
    if (fault.kind !== 'restart') return carryOut(fault, stack);
    serversTurn = serversTurn.then(() => restart(fault, stack));
    return serversTurn;
  });
  const spoken: Promise<Spoken>[] = [];
  /** A person writes one message after the other. */
  const lastOf = new Map<string, Promise<Spoken>>();
  const writing = (async () => {
    for (const say of says) {
      await due(say.atMs);
      const turn = (lastOf.get(say.person) ?? Promise.resolve()).then(() => write(say, stack));
      lastOf.set(say.person, turn);
      spoken.push(turn);
    }
  })();
  await Promise.all([writing, ...troubles]);
  const all = await Promise.all(spoken);
  await stack.simulator.setFaults({ sends: { status: 500, times: 0 } });
  return all;
}

async function write(say: Say, { simulator }: Stack): Promise<Spoken> {
  const words = `add ${titleOf(say)} to my list`;
  const { wamid } = say.hasFile
    ? await simulator.attach('video', sampleFiles.mp4, 'video/mp4', { caption: words, phone: say.person })
    : await simulator.say(words, { phone: say.person });
  return { ...say, wamid };
}

async function carryOut(fault: Exclude<Fault, { kind: 'restart' }>, stack: Stack): Promise<void> {
  if (fault.kind === 'sends') return stack.simulator.setFaults({ sends: fault.sends });
  const signal = fault.kind === 'kill' ? 'SIGKILL' : 'SIGTERM';
  return stack.fleet.interrupt(fault.role, fault.replica, signal, fault.backAfterMs);
}

async function restart(
  { server, backAfterMs }: Extract<Fault, { kind: 'restart' }>,
  { servers, queues }: Stack,
): Promise<void> {
  // Nothing uses it.
  if (server === 'Redis' && queues !== 'Redis') return;
  await servers.stop(server);
  await setTimeout(backAfterMs);
  await servers.startAgain(server);
}
