import type { Database } from './database.ts';

/** Messages that people got since the first of the month (UTC), by what WhatsApp charges for them. */
export interface DeliveryCount {
  /** WhatsApp's: `service`, `utility`, `marketing`, `authentication`, …; `not told` where it said nothing. */
  category: string;
  /** WhatsApp's: `regular` is billed; `free_customer_service` and `free_entry_point` are not. */
  type: string;
  count: number;
}

/** The most frequent first. WhatsApp tells the price with `sent` and once more, and charges for what is delivered. */
export function countDeliveries(database: Database): Promise<DeliveryCount[]> {
  return database.$queryRaw`
    SELECT coalesce(pricing->>'category', 'not told') AS category, coalesce(pricing->>'type', 'not told') AS type, count(*)::float8 AS count
    FROM (
      SELECT outbound_message_id, (array_agg(pricing) FILTER (WHERE pricing IS NOT NULL))[1] AS pricing
      FROM outbound_status_entry
      WHERE occurred_at >= date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
      GROUP BY outbound_message_id HAVING bool_or(status IN ('delivered', 'read', 'played'))
    ) AS delivered
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`;
}
