import { Prisma } from './generated/client.ts';

interface Column {
  name: string;
  /** `bytea` rather than text. */
  isFile: boolean;
}

/** Where sealed things are: SQL that finds those of a row `t`, and puts others in their place. */
export interface SealedTable {
  name: string;
  /** Names of the envelopes that are files, in Base64 where they are in JSON. */
  files: Set<string>;
  /** Whether the row has any envelope that does not begin with `prefix`. */
  hasOthers(prefix: string): Prisma.Sql;
  /** Those, by name, as JSON. */
  others(prefix: string): Prisma.Sql;
  /** What an update sets for a row `p` of `was` and `again`, both such JSON. */
  set: Prisma.Sql;
  /** Whether what is in `was` is still there. */
  isUnchanged: Prisma.Sql;
}

/** Found by their names, so that no table can be forgotten. Of `change`, see below. */
export const sealedColumns = Prisma.sql`
  SELECT c.table_name::text AS name,
    json_agg(json_build_object('name', c.column_name, 'isFile', c.data_type = 'bytea') ORDER BY c.column_name) AS columns
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.column_name LIKE '%\\_sealed'
  GROUP BY c.table_name ORDER BY c.table_name`;

export function columnsOf(name: string, columns: Column[]): SealedTable {
  const isOther = ({ name: column, isFile }: Column, prefix: string): Prisma.Sql => {
    const sealed = Prisma.raw(`t."${column}"`);
    return isFile
      ? Prisma.sql`substring(${sealed} FROM 1 FOR ${prefix.length}::int) <> convert_to(${prefix}, 'UTF8')`
      : isOtherText(sealed, prefix);
  };
  const asText = ({ name: column, isFile }: Column): string =>
    isFile ? `encode(t."${column}", 'base64')` : `t."${column}"`;
  const asColumn = ({ name: column, isFile }: Column): string =>
    isFile ? `decode(p.again ->> '${column}', 'base64')` : `p.again ->> '${column}'`;
  return {
    name,
    files: new Set(columns.filter(({ isFile }) => isFile).map((column) => column.name)),
    hasOthers: (prefix) =>
      Prisma.join(
        columns.map((column) => isOther(column, prefix)),
        ' OR ',
      ),
    others: (prefix) => {
      const parts = columns.map(
        (column) =>
          Prisma.sql`${column.name}::text, CASE WHEN ${isOther(column, prefix)} THEN ${Prisma.raw(asText(column))} END`,
      );
      return Prisma.sql`jsonb_strip_nulls(jsonb_build_object(${Prisma.join(parts)}))`;
    },
    set: Prisma.raw(
      columns
        .map((column) => `"${column.name}" = coalesce(${asColumn(column)}, t."${column.name}")`)
        .join(', '),
    ),
    isUnchanged: Prisma.raw(
      columns
        .map(
          (column) =>
            `(p.again ->> '${column.name}' IS NULL OR ${asText(column)} = p.was ->> '${column.name}')`,
        )
        .join(' AND '),
    ),
  };
}

/** The rows that can be put back keep their columns sealed, inside of JSON. */
export const changeLog: SealedTable = {
  name: 'change',
  files: new Set(),
  hasOthers: (prefix) => Prisma.sql`EXISTS (${othersOfChange(prefix, Prisma.sql`1`)})`,
  others: (prefix) => Prisma.sql`(${othersOfChange(prefix, Prisma.sql`jsonb_object_agg(key, value)`)})`,
  set: Prisma.sql`before = t.before || p.again`,
  isUnchanged: Prisma.sql`t.before @> p.was`,
};

const othersOfChange = (prefix: string, what: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT ${what} FROM jsonb_each_text(t.before)
  WHERE jsonb_typeof(t.before) = 'object' AND key LIKE '%\\_sealed' AND ${isOtherText(Prisma.sql`value`, prefix)}`;

/** An empty text is no envelope: it tells of an emptied message. */
const isOtherText = (value: Prisma.Sql, prefix: string): Prisma.Sql =>
  Prisma.sql`(${value} <> '' AND NOT starts_with(${value}, ${prefix}))`;
