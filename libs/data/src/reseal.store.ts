import { DamagedError, type Sealer, UnknownKeyError } from '#platform';

import type { Database } from './database.ts';
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
  /** Envelopes that were left as they are, by the id of their key, which is missing. */
  missingKeys: Map<string, number>;
  /** Envelopes that no key opens any more, left as they are. */
  damaged: number;
}

/** Blocks of a table that are looked through at once, and rows that are written at once where none holds a file. */
const blocksAtOnce = 128;
const rowsAtOnce = 200;

/**
 * Seals everything in the database anew with the first key, so that no other one is needed for it any longer. Apps may run meanwhile: a row that
 * changes while it is sealed stays as it changed, and another pass meets it. Tables are read block by block, which needs no index.
 */
export class ResealStore {
  readonly #prefix: string;

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {
    this.#prefix = `${sealer.sealingKeyId}.`;
  }

  /** Goes through all tables once. @param say called with each table in which something was sealed anew, and the number of rows */
  async pass(say: (table: string, rows: number) => void = () => undefined): Promise<Resealed> {
    const total: Resealed = { rows: 0, missingKeys: new Map(), damaged: 0 };
    for (const table of await this.#tables()) {
      let rows = 0;
      for await (const some of this.#rowsOf(table)) {
        const changed = some.map((row) => ({ ...row, again: this.#again(table, row.was, total) }));
        rows += await this.#replace(table, changed);
      }
      total.rows += rows;
      if (rows > 0) say(table.name, rows);
    }
    return total;
  }

  async #tables(): Promise<SealedTable[]> {
    const found =
      await this.database.$queryRaw<{ name: string; columns: Parameters<typeof columnsOf>[1] }[]>(
        sealedColumns,
      );
    return [...found.map(({ name, columns }) => columnsOf(name, columns)), changeLog];
  }

  /** Those that another key sealed, a few at a time, a file alone. */
  async *#rowsOf(table: SealedTable): AsyncGenerator<SealedRow[]> {
    const [size] = await this.database.$queryRaw<{ blocks: number }[]>`
      SELECT (pg_relation_size(${`"${table.name}"`}::regclass) / current_setting('block_size')::int)::int AS blocks`;
    const atOnce = table.files.size > 0 ? 1 : rowsAtOnce;
    for (let from = 0; from < (size?.blocks ?? 0); from += blocksAtOnce) {
      const places = await this.#places(table, from);
      for (let at = 0; at < places.length; at += atOnce) {
        yield await this.#rowsAt(table, places.slice(at, at + atOnce));
      }
    }
  }

  async #places(table: SealedTable, from: number): Promise<string[]> {
    const found = await this.database.$queryRaw<{ place: string }[]>`
      SELECT t.ctid::text AS place FROM ${nameOf(table)} t
      WHERE t.ctid >= ${`(${from},0)`}::tid AND t.ctid < ${`(${from + blocksAtOnce},0)`}::tid AND (${table.hasOthers(this.#prefix)})`;
    return found.map(({ place }) => place);
  }

  #rowsAt(table: SealedTable, places: string[]): Promise<SealedRow[]> {
    return this.database.$queryRaw<SealedRow[]>`
      SELECT t.ctid::text AS place, ${table.others(this.#prefix)} AS was FROM ${nameOf(table)} t
      WHERE t.ctid = ANY(${places}::text[]::tid[]) AND (${table.hasOthers(this.#prefix)})`;
  }

  #again({ files }: SealedTable, was: Envelopes, total: Resealed): Envelopes {
    const again: Envelopes = {};
    for (const [name, envelope] of Object.entries(was)) {
      try {
        again[name] = files.has(name)
          ? this.#fileAgain(envelope)
          : this.sealer.seal(this.sealer.open(envelope));
      } catch (error) {
        if (error instanceof UnknownKeyError) {
          total.missingKeys.set(error.keyId, (total.missingKeys.get(error.keyId) ?? 0) + 1);
        } else if (error instanceof DamagedError) total.damaged++;
        else throw error;
      }
    }
    return again;
  }

  #fileAgain(envelope: string): string {
    const file = this.sealer.openBytes(Buffer.from(envelope, 'base64'));
    return Buffer.from(this.sealer.sealBytes(file)).toString('base64');
  }

  async #replace(table: SealedTable, rows: (SealedRow & { again: Envelopes })[]): Promise<number> {
    const changed = rows.filter(({ again }) => Object.keys(again).length > 0);
    if (changed.length === 0) return 0;
    return this.database.retryingConflicts(
      () => this.database.$executeRaw`
        UPDATE ${nameOf(table)} t SET ${table.set}
        FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS p(place text, was jsonb, again jsonb)
        WHERE t.ctid = p.place::tid AND t.ctid = ANY(${changed.map(({ place }) => place)}::text[]::tid[]) AND ${table.isUnchanged}`,
    );
  }
}

const nameOf = ({ name }: SealedTable): Prisma.Sql => Prisma.raw(`"${name}"`);
