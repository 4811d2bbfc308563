import { setTimeout } from 'node:timers/promises';

import { freePort } from '#platform';

import { AppProcess } from '../libs/testing/src/app-process.ts';
import { waitUntil } from '../libs/testing/src/wait-until.ts';
import { closeAtEnd } from './closers.ts';
import { replicas, type Role } from './faults.ts';

/** Nine processes that start at once on two cores take their time. */
const startLimitMs = 300_000;

interface Member {
  name: string;
  role: string;
  port: number;
  process: AppProcess;
  /** What happens to it, one thing after the other. */
  turn: Promise<void>;
}

/** All processes of a run. Each comes back on the port that it had. */
export class Fleet {
  readonly #members = new Map<string, Member>();
  #isOver = false;
  /** What processes said that are gone. */
  readonly #former = new Map<string, string>();

  private constructor(private readonly environment: Record<string, string>) {}

  /** @param ports of those that others know the address of */
  static async start(
    environment: Record<string, string>,
    ports: { ingress: number; simulator: number },
  ): Promise<Fleet> {
    const fleet = new Fleet(environment);
    closeAtEnd(() => fleet.#stop());
    fleet.#add('simulator', 'simulator', ports.simulator);
    for (const [role, count] of Object.entries(replicas)) {
      for (let replica = 0; replica < count; replica++) {
        fleet.#add(`${role} ${replica}`, role, role === 'ingress' ? ports.ingress : await freePort());
      }
    }
    await fleet.untilReady();
    return fleet;
  }

  /** Stops one and starts it again after a while. Resolves when it is ready. */
  interrupt(role: Role, replica: number, signal: 'SIGKILL' | 'SIGTERM', backAfterMs: number): Promise<void> {
    const member = this.#members.get(`${role} ${replica}`);
    if (!member) throw new Error(`There is no ${role} ${replica}`);
    member.turn = member.turn.then(() => this.#stopAndStart(member, signal, backAfterMs));
    return member.turn;
  }

  async untilReady(): Promise<void> {
    await Promise.all([...this.#members.values()].map(ready));
  }

  /** What each has written so far, over all its lives. */
  outputs(): Map<string, string> {
    const all = [...this.#members.values()];
    return new Map(
      all.map(({ name, process }) => [name, (this.#former.get(name) ?? '') + process.output] as const),
    );
  }

  async #stopAndStart(member: Member, signal: NodeJS.Signals, backAfterMs: number): Promise<void> {
    await member.process.stop(signal);
    this.#remember(member);
    await setTimeout(backAfterMs);
    if (this.#isOver) return;
    member.process = this.#start(member.role, member.port);
    await ready(member);
  }

  #add(name: string, role: string, port: number): void {
    const process = this.#start(role, port);
    this.#members.set(name, { name, role, port, process, turn: Promise.resolve() });
  }

  #start(role: string, port: number): AppProcess {
    const process = new AppProcess(role, {
      ...this.environment,
      [`${role.toUpperCase()}_PORT`]: String(port),
    });
    // WhatsApp does not share our processors: one that waits for them takes in late what was sent in time.
    if (role === 'simulator') process.prefer();
    return process;
  }

  #remember({ name, process }: Member): void {
    this.#former.set(name, (this.#former.get(name) ?? '') + process.output);
  }

  async #stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#members.values()].map(({ process }) => process.stop('SIGKILL')));
  }
}

/** Throws when the process ends by itself instead. */
async function ready({ name, process }: Member): Promise<void> {
  const isReadyOrOver = async (): Promise<boolean> => !process.isRunning || (await process.isReady());
  await waitUntil(`${name} is ready or has ended`, isReadyOrOver, startLimitMs);
  if (!process.isRunning) throw new Error(`${name} ended: ${process.output.slice(-2_000)}`);
}
