import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { recordActs } from './audit-entry.ts';
import { Database, type Transaction } from './database.ts';

/** More notices of one field do not matter to how things stand. */
const mostOfField = 200;

/** The field of notices that somebody wants to talk to a person. */
export const supportNotices = 'support';

export interface Notice {
  /** The same notice delivered twice has the same key. */
  noticeKey: string;
  /** Keys that it may have been recorded under before, where it bears no time. */
  earlierKeys?: string[];
  /** The webhook's field. */
  field: string;
  /** Why it is a notice and not a message or a status. */
  reason: string;
  /** The element as JSON text. */
  body: string;
  occurredAt?: Date;
  receivedAt: Date;
}

/** Without a body when that cannot be read. */
export type KeptNotice = Omit<Notice, 'body' | 'earlierKeys'> & { body?: string };

/** As `KeptNotice`, and known by its id. */
export type UnsettledNotice = KeptNotice & { id: string };

export interface NoticeCount {
  field: string;
  reason: string;
  count: number;
}

/** What webhooks said that is neither a message to us nor a status. Append-only. */
@Injectable()
export class NoticeStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** @returns whether it was not recorded yet, and when it was received first */
  async record({ body, earlierKeys = [], ...notice }: Notice): Promise<{ isNew: boolean; receivedAt: Date }> {
    const { count } = await this.database.webhookNotice.createMany({
      data: { ...notice, bodySealed: this.sealer.seal(body) },
      skipDuplicates: true,
    });
    const isNew = count > 0;
    if (isNew && earlierKeys.length === 0) return { isNew, receivedAt: notice.receivedAt };
    const first = await this.database.webhookNotice.findFirstOrThrow({
      where: { noticeKey: { in: [notice.noticeKey, ...earlierKeys] } },
      orderBy: { receivedAt: 'asc' },
      select: { receivedAt: true },
    });
    return { isNew, ...first };
  }

  /** What happened here and not at WhatsApp, for people on call; once for each key. `body` says nothing private. */
  async note(
    tx: Transaction,
    { body, ...notice }: Pick<Notice, 'noticeKey' | 'field' | 'reason' | 'body' | 'receivedAt'>,
  ): Promise<void> {
    await tx.webhookNotice.createMany({
      data: { ...notice, bodySealed: this.sealer.seal(body) },
      skipDuplicates: true,
    });
  }

  /** Newest first. */
  async newest(limit: number, field?: string): Promise<KeptNotice[]> {
    const rows = await this.database.webhookNotice.findMany({
      where: { field },
      orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return rows.map(({ bodySealed, occurredAt, ...notice }) => ({
      ...notice,
      body: this.#openIfReadable(bodySealed),
      occurredAt: occurredAt ?? undefined,
    }));
  }

  /** @returns the id of the newest one of these webhook fields */
  async newestOf(fields: string[]): Promise<string | undefined> {
    const newest = await this.database.webhookNotice.findFirst({
      where: { field: { in: fields } },
      orderBy: { receivedAt: 'desc' },
      select: { id: true },
    });
    return newest?.id;
  }

  /** Those of these webhook fields that nobody on call has settled, the newest of each. */
  async unsettled(fields: string[]): Promise<UnsettledNotice[]> {
    const rows = await this.database.$queryRaw<
      (Omit<Notice, 'body' | 'earlierKeys'> & { id: string; bodySealed: string })[]
    >`
      SELECT n.* FROM unnest(${fields}::text[]) AS wanted(field) CROSS JOIN LATERAL (
        SELECT id, notice_key AS "noticeKey", field, reason, body_sealed AS "bodySealed", occurred_at AS "occurredAt", received_at AS "receivedAt"
        FROM webhook_notice w WHERE w.field = wanted.field AND settled_at IS NULL
        ORDER BY received_at DESC LIMIT ${mostOfField}
      ) AS n ORDER BY n."receivedAt", n.id`;
    return rows.map(({ bodySealed, occurredAt, ...notice }) => ({
      ...notice,
      body: this.#openIfReadable(bodySealed),
      occurredAt: occurredAt ?? undefined,
    }));
  }

  /** Somebody on call says that what these tell of is mended. @returns whether it was not settled before */
  async settle(ids: string[], actor: string, detail: Record<string, string>): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const { count } = await tx.webhookNotice.updateMany({
        where: { id: { in: ids }, settledAt: null },
        data: { settledAt: new Date() },
      });
      if (count > 0) {
        await recordActs(tx, [{ act: 'settle', actor, subjectId: ids.at(-1) ?? '', detail }]);
      }
      return count > 0;
    });
  }

  /** One that cannot be read must not hide the others. */
  #openIfReadable(sealed: string): string | undefined {
    try {
      return this.sealer.open(sealed);
    } catch {
      return undefined;
    }
  }

  /** Counts by kind, the most frequent first. */
  async counts(): Promise<NoticeCount[]> {
    const groups = await this.database.webhookNotice.groupBy({
      by: ['field', 'reason'],
      _count: true,
      orderBy: [{ _count: { id: 'desc' } }, { field: 'asc' }, { reason: 'asc' }],
    });
    return groups.map(({ field, reason, _count: count }) => ({ field, reason, count }));
  }
}
