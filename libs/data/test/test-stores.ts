import { manySends, testSealer } from '#testing';

import { ContactStore } from '../src/contact.store.ts';
import { Database } from '../src/database.ts';
import { InboundStore } from '../src/inbound.store.ts';
import { LeaseStore } from '../src/lease.store.ts';
import type { Sendable } from '../src/outbound-message.ts';
import type { SendLimits } from '../src/send-limits.ts';
import { SendingStore, type Start } from '../src/sending.store.ts';
import { TurnResultStore } from '../src/turn-result.store.ts';
import { TurnStore } from '../src/turn.store.ts';

/** The stores of inbound messages, as one process has them. */
export interface TestStores {
  database: Database;
  contacts: ContactStore;
  leases: LeaseStore;
  turns: TurnStore;
  inbound: InboundStore;
  results: TurnResultStore;
  close(): Promise<void>;
}

export function openStores(databaseUrl: string, sealer = testSealer()): TestStores {
  const database = new Database(databaseUrl);
  const contacts = new ContactStore(database, sealer);
  const leases = new LeaseStore(database);
  const turns = new TurnStore(database, contacts, leases, sealer);
  const inbound = new InboundStore(database, contacts, turns, sealer);
  const results = new TurnResultStore(sealer);
  return { database, contacts, leases, turns, inbound, results, close: () => database.$disconnect() };
}

/** For a transaction that waits for others until the test ends it, on a busy machine. */
export const untilEnded = { maxWait: 60_000, timeout: 60_000 };

/** Starts sends as one process does. @returns the message when it is to be sent now */
export function starterOf(
  database: Database,
  sealer = testSealer(),
  limits: Partial<SendLimits> = {},
): (id: string, doubted?: string) => Promise<Sendable | Exclude<Start, { message: Sendable }> | null> {
  const patience = { patienceMs: 30_000, sinceOutageMs: Infinity };
  const sending = new SendingStore(database, sealer, { ...manySends, ...limits }, () => patience);
  return async (id, doubted) => {
    const start = await sending.start(id, doubted);
    return start && 'message' in start ? start.message : start;
  };
}
