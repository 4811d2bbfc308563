/** Before it, tables were small: nobody used them yet. */
const lastWithoutRules = '20261128031500';

/** Statements that PostgreSQL refuses within a transaction: they let others write meanwhile. */
export const buildsConcurrently = (sql: string): boolean =>
  /\bINDEX\s+CONCURRENTLY\b/i.test(withoutComments(sql));

/** A script's statements, where none of them holds a semicolon. */
export const statementsOf = (sql: string): string[] =>
  withoutComments(sql)
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean);

const withoutComments = (sql: string): string => sql.replaceAll(/--.*$/gm, '');

const name = /"?([\w.]+)"?/.source;
const building = new RegExp(
  String.raw`\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY\b)(?:IF\s+NOT\s+EXISTS\s+)?${name}\s+ON\s+(?:ONLY\s+)?${name}`,
  'gi',
);
const making = new RegExp(
  String.raw`\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?${name}\s+ON\s`,
  'gi',
);
const constraining = new RegExp(
  String.raw`\bALTER\s+TABLE\s+(?:ONLY\s+)?${name}[^;]*\bADD\s+(?:CONSTRAINT\s+${name}\s+)?(?:UNIQUE|PRIMARY\s+KEY|EXCLUDE)\b(?!\s+USING\s+INDEX)`,
  'gi',
);
const altering = new RegExp(String.raw`\bALTER\s+TABLE\s+(?:ONLY\s+)?${name}`, 'gi');
const filling = new RegExp(String.raw`(?:^|;)\s*UPDATE\s+(?:ONLY\s+)?${name}`, 'gi');
const creatingTable = new RegExp(String.raw`\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?${name}`, 'gi');
const dropping = new RegExp(String.raw`^DROP\s+INDEX\s+CONCURRENTLY\s+IF\s+EXISTS\s+${name}$`, 'i');
const concurrent = new RegExp(String.raw`^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+${name}\s+ON\s`, 'i');

/**
 * What a migration must not do while apps of the version before are at work: while an index is built the usual way, nobody writes to the
 * table, and after a change of its columns nobody reads it until the end of the script. On a table of millions of rows that takes minutes.
 *
 * @param migration the name of its folder
 * @param earlier all migrations before it
 */
export function migrationFaults(migration: string, sql: string, earlier = ''): string[] {
  if (migration.slice(0, lastWithoutRules.length) <= lastWithoutRules) return [];
  return buildsConcurrently(sql)
    ? [...faultsOfConcurrent(sql), ...rebuilt(sql, earlier)]
    : faultsOfUsual(withoutComments(sql));
}

/** While it is built anew, and with another condition for good, the apps of the version before would read the whole table. */
function rebuilt(sql: string, earlier: string): string[] {
  const known = new Set([...withoutComments(earlier).matchAll(making)].map(([, index]) => index));
  return [...withoutComments(sql).matchAll(making)].flatMap(([, index]) =>
    known.has(index)
      ? `apps of the version before look for "${index}": give the new index a name of its own, and drop the old one with a later version`
      : [],
  );
}

function faultsOfUsual(sql: string): string[] {
  const own = new Set([...sql.matchAll(creatingTable)].map(([, table]) => table));
  const indexes = [...sql.matchAll(building)].flatMap(([, index, table]) =>
    own.has(table)
      ? []
      : `the index ${index} would lock "${table}": in a migration of its own, write DROP INDEX CONCURRENTLY IF EXISTS "${index}"; CREATE INDEX CONCURRENTLY "${index}" …`,
  );
  const constraints = [...sql.matchAll(constraining)].flatMap(([, table]) =>
    own.has(table)
      ? []
      : `the constraint would lock "${table}" while its index is built: build the index concurrently in a migration before, and add the constraint USING INDEX`,
  );
  const altered = new Set([...sql.matchAll(altering)].map(([, table]) => table));
  const fills = [...sql.matchAll(filling)].flatMap(([, table]) =>
    altered.has(table) && !own.has(table)
      ? `the change of "${table}" would lock it, also for reading, while its rows are filled: fill them in a migration of its own`
      : [],
  );
  return [...indexes, ...constraints, ...fills];
}

/** It is run statement by statement. One that breaks off leaves an invalid index, and the migration is then run again from its beginning. */
function faultsOfConcurrent(sql: string): string[] {
  const dropped = new Set<string | undefined>();
  return statementsOf(sql).flatMap((statement) => {
    const gone = dropping.exec(statement);
    if (gone) {
      dropped.add(gone[1]);
      return [];
    }
    const index = concurrent.exec(statement)?.[1];
    if (index === undefined)
      return `beside CREATE INDEX CONCURRENTLY nothing else may stand in a migration, since it has no transaction: ${statement.slice(0, 60)}`;
    return dropped.has(index)
      ? []
      : `DROP INDEX CONCURRENTLY IF EXISTS "${index}" has to come before it is made: the migration may be run again`;
  });
}
