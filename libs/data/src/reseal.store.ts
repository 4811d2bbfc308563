import { DamagedError, type Sealer, UnknownKeyError } from '#platform';

import type { Database, Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';
import { changeLog, columnsOf, sealedColumns, type SealedTable } from './sealed-table.sql.ts';

/** By name; files in Base64. */
type Envelopes = Record<string, string>;

interface SealedRow {
  /** Where PostgreSQL has this version of the row: one that was changed meanwhile is not found there. */
  place: string;
  was: Envelopes;
}

export interface Resealed {
  /** Rows that were sealed anew. */
  rows: number;
  /** Rows that were in use or changed meanwhile: another pass meets them. */
  left: number;
  /** Envelopes that were left as they are, by the id of their key, which is missing. */
  missingKeys: Map<string, number>;
  /** Envelopes that no key opens any more, left as they are, by the table. */
  damaged: Map<string, number>;
}

/** Blocks of a table that are looked through at once, and rows that are written at once where none holds a file. */
const blocksAtOnce = 128;
const rowsAtOnce = 200;
const rowsBetweenReports = 10_000;
const longestLookMs = 24 * 3_600_000;

/**
 * Seals everything in the database anew with the first key, so that no other one is needed for it any longer; queues in PostgreSQL are left out.
 * Apps may run meanwhile: nothing waits for a row that they have in use, and one that changes stays as it changed. Tables are read block by block,
 * which needs no index.
 */
export class ResealStore {
  readonly #prefix: string;

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {
    this.#prefix = `${sealer.sealingKeyId}.`;
  }

  /** An envelope of the newest message: it tells which key the apps seal with. */
  async newest(): Promise<string | undefined> {
    const message = await this.database.inboundMessage.findFirst({
      orderBy: { id: 'desc' },
      select: { wamidSealed: true },
    });
    return message?.wamidSealed;
  }

  /** Goes through all tables once. @param say called now and then with a table and how many of its rows were sealed anew so far */
  async pass(say: (table: string, rows: number) => void = () => undefined): Promise<Resealed> {
    const total = nothing();
    for (const table of await this.#tables()) {
      let [rows, said] = [0, 0];
      for await (const some of this.#rowsOf(table, this.database)) {
        const open = some
          .map((row) => ({ ...row, again: this.#again(table, row.was, total) }))
          .filter(({ again }) => Object.keys(again).length > 0);
        const replaced = open.length > 0 ? await this.#replace(table, open) : 0;
        total.left += open.length - replaced;
        rows += replaced;
        if (rows - said < rowsBetweenReports) continue;
        say(table.name, rows);
        said = rows;
      }
      total.rows += rows;
      if (rows > said) say(table.name, rows);
    }
    return total;
  }

  /**
   * Whether nothing is left for another pass, as of one moment: a row that moves while a pass is under way may escape it. What no key opens does
   * not count.
   */
  async isDone(): Promise<boolean> {
    const tables = await this.#tables();
    return this.database.$transaction(
      async (tx) => {
        for (const table of tables) {
          for await (const some of this.#rowsOf(table, tx)) {
            if (some.some(({ was }) => Object.keys(this.#again(table, was, nothing())).length > 0))
              return false;
          }
        }
        return true;
      },
      { isolationLevel: 'RepeatableRead', timeout: longestLookMs },
    );
  }

  async #tables(): Promise<SealedTable[]> {
    const found =
      await this.database.$queryRaw<{ name: string; columns: Parameters<typeof columnsOf>[1] }[]>(
        sealedColumns,
      );
    return [...found.map(({ name, columns }) => columnsOf(name, columns)), changeLog];
  }

  /** Those that another key sealed, a few at a time, a file alone. */
  async *#rowsOf(table: SealedTable, from: Transaction): AsyncGenerator<SealedRow[]> {
    const [size] = await from.$queryRaw<{ blocks: number }[]>`
      SELECT (pg_relation_size(${`"${table.name}"`}::regclass) / current_setting('block_size')::int)::int AS blocks`;
    const atOnce = table.files.size > 0 ? 1 : rowsAtOnce;
    for (let block = 0; block < (size?.blocks ?? 0); block += blocksAtOnce) {
      const found = await from.$queryRaw<{ place: string }[]>`
        SELECT t.ctid::text AS place FROM ${nameOf(table)} t
        WHERE t.ctid >= ${`(${block},0)`}::tid AND t.ctid < ${`(${block + blocksAtOnce},0)`}::tid AND (${table.hasOthers(this.#prefix)})`;
      const places = found.map(({ place }) => place);
      for (let at = 0; at < places.length; at += atOnce) {
        yield await from.$queryRaw<SealedRow[]>`
          SELECT t.ctid::text AS place, ${table.others(this.#prefix)} AS was FROM ${nameOf(table)} t
          WHERE t.ctid = ANY(${places.slice(at, at + atOnce)}::text[]::tid[]) AND (${table.hasOthers(this.#prefix)})`;
      }
    }
  }

  #again({ name: table, files }: SealedTable, was: Envelopes, total: Resealed): Envelopes {
    const again: Envelopes = {};
    for (const [name, envelope] of Object.entries(was)) {
      try {
        again[name] = files.has(name) ? this.#fileAgain(envelope) : this.sealer.reseal(envelope);
      } catch (error) {
        if (error instanceof UnknownKeyError) count(total.missingKeys, error.keyId);
        else if (error instanceof DamagedError) count(total.damaged, table);
        else throw error;
      }
    }
    return again;
  }

  #fileAgain(envelope: string): string {
    const file = this.sealer.openBytes(Buffer.from(envelope, 'base64'));
    return Buffer.from(this.sealer.sealBytes(file)).toString('base64');
  }

  /** @returns how many there were, unchanged and not in use */
  #replace(table: SealedTable, rows: (SealedRow & { again: Envelopes })[]): Promise<number> {
    const places = rows.map(({ place }) => place);
    return this.database.retryingConflicts(
      () => this.database.$executeRaw`
        UPDATE ${nameOf(table)} t SET ${table.set}
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p(place text, was jsonb, again jsonb)
        WHERE t.ctid = p.place::tid AND ${table.isUnchanged} AND t.ctid = ANY(ARRAY(
          SELECT ctid FROM ${nameOf(table)} WHERE ctid = ANY(${places}::text[]::tid[]) FOR NO KEY UPDATE SKIP LOCKED
        ))`,
    );
  }
}

const nothing = (): Resealed => ({ rows: 0, left: 0, missingKeys: new Map(), damaged: new Map() });
const count = (counts: Map<string, number>, what: string): unknown =>
  counts.set(what, (counts.get(what) ?? 0) + 1);
const nameOf = ({ name }: SealedTable): Prisma.Sql => Prisma.raw(`"${name}"`);
