import type { Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** Something that somebody on call did to a message or a person. */
export interface Act {
  act:
    'replay' | 'dismiss' | 'probe' | 'pause' | 'resume' | 'board' | 'settle' | 'export' | 'erase' | 'trace';
  /** A user of the operating system, or `ops`, the page for people on call. */
  actor: string;
  /** Id of the message; of the notice; of a queue or of the number, made from its name; of the person who was exported or whose messages were listed; of the proof that somebody was erased. */
  subjectId: string;
  /** Nothing about any person. */
  detail: Prisma.InputJsonObject;
}

/** Kept if and only if `tx`, in which it was done, is committed. */
export async function recordActs(tx: Transaction, acts: Act[]): Promise<void> {
  await tx.auditEntry.createMany({ data: acts });
}
