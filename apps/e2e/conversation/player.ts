import { DateTime } from 'luxon';

import { type SimulatedClock, testSealer, type TestStack, waitUntil } from '#testing';

import type { Act, Phone } from './acts.ts';
import { linesOf, type Turn } from './transcript.ts';

/** What somebody does on a day, each by the clock where they are: "09:00". */
export interface Scene {
  date: string;
  zone: string;
  turns: [time: string, act: Act][];
}

/** When the next thing comes up by itself, up to a moment. */
const nextSql = `SELECT min(at) AS at FROM (
  SELECT due_at AS at FROM reminder WHERE fired_at IS NULL AND cancelled_at IS NULL
  UNION ALL SELECT away_until FROM contact
  UNION ALL SELECT not_before FROM outbound_message WHERE status = 'queued' AND parked_at IS NULL
) AS coming WHERE at <= $1`;
/** What was asked, and is neither handled nor erased. */
const openSql = `SELECT 1 WHERE NOT EXISTS (SELECT FROM inbound_message WHERE wamid_blind_index = $1 AND handled_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM erased_message WHERE wamid_blind_index = $1)`;
const intentsSql = 'SELECT DISTINCT intent FROM inbound_message WHERE intent IS NOT NULL';
const unreadSql = `SELECT 1 FROM outbound_message
  WHERE status NOT IN ('read', 'failed') AND parked_at IS NULL AND (not_before > now()) IS NOT TRUE`;

/** Plays scenes on one phone, at simulated times, and writes down what is to be seen there. */
export class Player {
  readonly turns: Turn[] = [];
  /** What the person was understood to want. */
  readonly intents = new Set<string>();
  readonly #phone: Phone;
  readonly #sealer = testSealer();
  readonly #seen = new Set<string>();

  constructor(
    private readonly stack: TestStack,
    private readonly clock: SimulatedClock,
    who: Phone['who'],
  ) {
    this.#phone = { who, simulator: stack.simulator, bubbles: [] };
  }

  async play({ date, zone, turns }: Scene): Promise<void> {
    for (const [time, act] of turns) {
      const at = DateTime.fromISO(`${date}T${time}`, { zone });
      await this.#passUntil(at);
      this.turns.push({ at, who: act.isOurs ? '' : this.#phone.who.name, lines: act.lines });
      const wamid = await this.clock.moveTo(at.toJSDate(), () => act.run(this.#phone, this.stack));
      if (typeof wamid === 'string')
        await this.#none(`"${act.lines.join(' ')}" waits`, openSql, this.#sealer.blindIndex('wamid', wamid));
      await this.#look(zone);
      const rows = await this.stack.database.query<{ intent: string }>(intentsSql);
      for (const { intent } of rows) this.intents.add(intent);
    }
  }

  /** Everything that comes up before then does so at its own time. */
  async #passUntil(at: DateTime): Promise<void> {
    for (;;) {
      const [next] = await this.stack.database.query<{ at: Date | null }>(nextSql, [at.toJSDate()]);
      if (!next?.at) return;
      await this.clock.moveTo(next.at);
      await this.#none('something is due', `SELECT 1 FROM (${nextSql}) AS due WHERE at IS NOT NULL`, next.at);
      await this.#look(at.zoneName ?? 'utc');
    }
  }

  /** Waits until all that was sent was read, and writes it down. */
  async #look(zone: string): Promise<void> {
    if (this.stack.app('notifier').isRunning) await this.#none('something is not read', unreadSql);
    this.#phone.bubbles = await this.stack.simulator.chat(this.#phone.who);
    for (const bubble of this.#phone.bubbles) {
      if (bubble.from === 'me' || this.#seen.has(bubble.wamid)) continue;
      this.#seen.add(bubble.wamid);
      this.turns.push({
        at: DateTime.fromISO(bubble.at, { zone }),
        who: 'Handsfree',
        lines: linesOf(bubble),
      });
    }
  }

  async #none(what: string, sql: string, ...values: unknown[]): Promise<void> {
    await waitUntil(`not: ${what}`, async () => {
      const rows = await this.stack.database.query(sql, values);
      return rows.length === 0;
    });
  }
}
