import { Injectable } from '@nestjs/common';

import { Database, type NewNames, type Turn, TurnResultStore, UserIdChangeStore } from '#data';

import type { Acted } from './acted.ts';

/**
 * Acts on a message that announces its sender's new number or user id. In a transaction of its own, unlike other messages: it locks
 * several people, in the order that holds everywhere. The names count since it was recorded, and applying them again changes nothing; but
 * not where an earlier version recorded it.
 */
@Injectable()
export class RenameStep {
  constructor(
    private readonly database: Database,
    private readonly results: TurnResultStore,
    private readonly userIds: UserIdChangeStore,
  ) {}

  /** @returns undefined when nothing was done: another worker has the message now, or it must be understood anew */
  act(turn: Turn, { previous: told, ...current }: NewNames): Promise<Acted | undefined> {
    const previous = told.bsuid || told.phone ? told : turn.contact;
    const change = { previous, current, occurredAt: turn.sentAt };
    return this.database.transaction(async (tx) => {
      await this.userIds.lock(tx, turn.contact.id, change);
      // Two people may become one, which nobody asked for.
      const held = await this.results.hold(tx, [turn], false);
      if (!held.has(turn.id)) return undefined;
      const contactId = await this.userIds.rename(tx, turn.contact.id, change);
      await this.results.finish(tx, [
        { id: turn.id, contactId, outcome: 'renamed', amendmentId: turn.amendment?.id },
      ]);
      return { contactId };
    });
  }
}
