import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { type StatusReport, pricingJson } from './outbound-status.store.ts';
import { type SealedWamid, sealedWamid } from './sealed-wamid.ts';

/** Longer than any send stays in doubt; what is still unknown then belongs to another system on our number. */
const keptFor = '7 days';

type Row = Pick<StatusReport, 'status' | 'occurredAt'> & {
  wamid: SealedWamid;
  errorCode: number | null;
  errorTitle: string | null;
  pricing: Prisma.InputJsonValue | null;
};

export type KnownReport = StatusReport & { wamid: SealedWamid };

/** Status reports for unknown messages: WhatsApp can report before it has answered the request. */
@Injectable()
export class EarlyStatusStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  async keep(report: StatusReport): Promise<void> {
    const { blindIndex, sealed } = sealedWamid(report.wamid, this.sealer);
    await this.database.$executeRaw`
      INSERT INTO early_status (wamid_blind_index, wamid_sealed, status, occurred_at, error_code, error_title, pricing)
      SELECT ${blindIndex}, ${sealed}, ${report.status}::outbound_status, ${report.occurredAt}::timestamptz,
        ${report.errorCode ?? null}::int, ${report.errorTitle ?? null}::text, ${pricingJson(report)}::jsonb
      -- Of somebody who was erased nothing is kept.
      WHERE NOT EXISTS (SELECT FROM erased_message WHERE wamid_blind_index = ${blindIndex})
      ON CONFLICT DO NOTHING`;
  }

  /**
   * Reports whose message is known by now. Looks only at those due, with exponential backoff: statuses of other
   * systems' messages must not be looked up every two seconds for a week. Nothing is opened, so that an unreadable one
   * holds up no other.
   */
  async known(limit: number): Promise<KnownReport[]> {
    const rows = await this.database.$queryRaw<Row[]>`
      WITH due AS (
        SELECT wamid_blind_index, status FROM early_status WHERE look_after <= now()
        ORDER BY look_after LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ), looked AS (
        UPDATE early_status e SET look_after =
          least(now() + greatest(now() - e.kept_at, interval '2 seconds'), e.kept_at + ${keptFor}::interval)
        FROM due WHERE e.wamid_blind_index = due.wamid_blind_index AND e.status = due.status
        RETURNING e.*
      )
      SELECT json_build_object('blindIndex', wamid_blind_index, 'sealed', wamid_sealed) AS wamid, status::text, occurred_at AS "occurredAt", error_code AS "errorCode",
        error_title AS "errorTitle", pricing
      FROM looked
      WHERE EXISTS (SELECT 1 FROM outbound_message o WHERE o.wamid_blind_index = looked.wamid_blind_index)
      ORDER BY occurred_at`;
    return rows.map(({ errorCode, errorTitle, pricing, ...report }) => ({
      ...report,
      errorCode: errorCode ?? undefined,
      errorTitle: errorTitle ?? undefined,
      pricing: pricing ?? undefined,
    }));
  }

  async forget({ wamid, status }: KnownReport): Promise<void> {
    await this.database.earlyStatus.deleteMany({ where: { wamidBlindIndex: wamid.blindIndex, status } });
  }

  /** Deletes reports that stayed unknown too long. */
  async forgetForeign(): Promise<void> {
    await this.database.$executeRaw`
      DELETE FROM early_status WHERE look_after <= now() AND kept_at <= now() - ${keptFor}::interval`;
  }
}
