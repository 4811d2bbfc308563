import { keyPrefixOf, type Sealer } from '#platform';

import { type Act, recordActs } from './audit-entry.ts';
import type { Database } from './database.ts';
import type { PersonTrace, Story } from './message-trace.ts';
import { receivedTraces } from './received-trace.ts';
import type { SendLimits } from './send-limits.ts';
import { sentTraces } from './sent-trace.ts';

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What became of messages, for people on call: each look is audited. Reads only; opens nothing that is sealed. */
export class TraceStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly limits: SendLimits,
  ) {}

  /** @param id of WhatsApp's, of ours, or as logs name it. @param actor a user of the operating system */
  async trace(actor: string, id: string): Promise<Story> {
    const found = await this.#find(id);
    if (!found) return this.#unknown(id);
    await this.#audit({ act: 'trace', actor, subjectId: found.receivedId ?? found.sentId, detail: {} });
    if (found.receivedId) {
      const [received] = await receivedTraces(this.database, [found.receivedId], this.limits);
      if (received) return { about: 'received', received };
    }
    return { about: 'sent', sent: await sentTraces(this.database, [found.sentId], this.limits) };
  }

  personOf(contactId: string): Promise<PersonTrace | null> {
    return this.database.contact.findUnique({
      where: { id: contactId },
      select: { stoppedAt: true, refusedAt: true, admittedAt: true, erasedUntil: true },
    });
  }

  /** The latest messages of a person, and those to them that nobody had asked for; newest first, `limit` together. */
  async latest(actor: string, contactId: string, limit: number): Promise<Story[]> {
    await this.#audit({ act: 'trace', actor, subjectId: contactId, detail: { last: limit } });
    const [received, sent] = await Promise.all([
      this.database.inboundMessage.findMany({
        where: { contactId },
        orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
        take: limit,
        select: { id: true, sentAt: true },
      }),
      this.database.outboundMessage.findMany({
        where: { contactId, inReplyToId: null, retryOfId: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
        select: { id: true, createdAt: true },
      }),
    ]);
    const wanted = [
      ...received.map(({ id, sentAt: at }) => ({ id, at, isReceived: true })),
      ...sent.map(({ id, createdAt: at }) => ({ id, at, isReceived: false })),
    ]
      .toSorted((one, other) => other.at.getTime() - one.at.getTime())
      .slice(0, limit);
    const idsOf = (isReceived: boolean): string[] =>
      wanted.filter((one) => one.isReceived === isReceived).map(({ id }) => id);
    const [theirs, ours] = await Promise.all([
      receivedTraces(this.database, idsOf(true), this.limits),
      sentTraces(this.database, idsOf(false), this.limits),
    ]);
    return wanted.flatMap(({ id }): Story[] => {
      const message = theirs.find((one) => one.id === id);
      if (message) return [{ about: 'received', received: message }];
      const family = ours.filter((one) => one.id === id || one.retryOfId === id);
      return family.length > 0 ? [{ about: 'sent', sent: family }] : [];
    });
  }

  /** @param phone digits only. @returns when somebody of that number was last erased */
  async erasedAt(phone: string): Promise<Date | null> {
    const name = await this.database.erasedName.findFirst({
      where: { blindIndex: this.sealer.blindIndex('phone', phone) },
      orderBy: { until: 'desc' },
      select: { erasure: { select: { erasedAt: true } } },
    });
    return name?.erasure.erasedAt ?? null;
  }

  /** @returns the message from a person that it is or answers, and else the first of ours that it is or repeats */
  async #find(id: string): Promise<{ receivedId: string | null; sentId: string } | undefined> {
    const isOurs = uuid.test(id);
    const startsWith = keyPrefixOf(id);
    // By a prefix, all of a table is looked at: that takes a while in a large one, and no index has to be kept for it.
    const keys = startsWith === undefined ? { in: this.#keys(id) } : { startsWith };
    const where = isOurs ? { id } : { wamidBlindIndex: keys };
    const received = await this.database.inboundMessage.findFirst({ where, select: { id: true } });
    if (received) return { receivedId: received.id, sentId: '' };
    const sent = await this.database.outboundMessage.findFirst({
      where,
      select: { id: true, retryOfId: true, inReplyToId: true, retryOf: { select: { inReplyToId: true } } },
    });
    if (!sent) return undefined;
    return {
      receivedId: sent.inReplyToId ?? sent.retryOf?.inReplyToId ?? null,
      sentId: sent.retryOfId ?? sent.id,
    };
  }

  async #unknown(id: string): Promise<Story> {
    const where = { wamidBlindIndex: { in: this.#keys(id) } };
    const [erased, reports] = await Promise.all([
      this.database.erasedMessage.findFirst({ where, select: { erasedAt: true } }),
      this.database.earlyStatus.findMany({
        where,
        orderBy: { occurredAt: 'asc' },
        select: { status: true, occurredAt: true, errorCode: true },
      }),
    ]);
    return {
      about: 'nothing',
      erasedAt: erased?.erasedAt ?? null,
      reports: reports.map(({ occurredAt: at, ...report }) => ({ ...report, at })),
    };
  }

  /** WhatsApp's id, or what logs have in its place. */
  #keys(id: string): string[] {
    return [this.sealer.blindIndex('wamid', id), id];
  }

  async #audit(act: Act): Promise<void> {
    await this.database.transaction((tx) => recordActs(tx, [act]));
  }
}
