import { migrationFaults } from './migration-rules.ts';

const later = '20270101000000_more';
const drop = 'DROP INDEX CONCURRENTLY IF EXISTS "outbound_message_new_idx";\n';
const create = 'CREATE INDEX CONCURRENTLY "outbound_message_new_idx" ON "outbound_message"("sent_at");\n';
const lock =
  'CREATE INDEX "outbound_message_new_idx" ON "outbound_message"("sent_at") WHERE "sent_at" IS NOT NULL;';

describe('a migration', () => {
  it.each([
    lock,
    lock.replace('CREATE INDEX', 'create unique index if not exists'),
    'ALTER TABLE "outbound_message" ADD COLUMN "x" INTEGER, ADD CONSTRAINT "key" UNIQUE ("x");',
    'ALTER TABLE "outbound_message" ADD PRIMARY KEY ("x");',
  ])('must not lock a table that is in use: %s', (sql) => {
    expect(migrationFaults(later, sql)).toEqual([expect.stringContaining('would lock "outbound_message"')]);
  });

  it('must not fill a table in the transaction that changes it', () => {
    const alter = 'ALTER TABLE "task" ADD COLUMN "x" INTEGER;\n';

    expect(migrationFaults(later, `${alter}-- All.\nUPDATE "task" t SET "x" = 1;`)).toEqual([
      expect.stringContaining('fill them in a migration of its own'),
    ]);
    expect(migrationFaults(later, 'UPDATE "task" t SET "x" = 1;')).toEqual([]);
    expect(migrationFaults(later, `${alter}UPDATE "other" SET "x" = 1;`)).toEqual([]);
  });

  it.each([
    `CREATE TABLE "one" ("id" UUID NOT NULL, CONSTRAINT "one_pkey" PRIMARY KEY ("id")); CREATE INDEX "one_idx" ON "one"("id");`,
    'ALTER TABLE "outbound_message" ADD COLUMN "x" INTEGER;',
    'ALTER TABLE "outbound_message" ADD CONSTRAINT "key" UNIQUE USING INDEX "outbound_message_new_idx";',
    `-- No CREATE INDEX CONCURRENTLY; it is small.\nALTER TABLE "a" DROP COLUMN "b";`,
    drop + create,
    `-- Looked for every few seconds.\n${drop}${create}`,
  ])('may do what locks nobody out: %s', (sql) => {
    expect(migrationFaults(later, sql)).toEqual([]);
  });

  it('that builds an index concurrently can be run again, and does nothing else', () => {
    expect(migrationFaults(later, create)).toEqual([
      expect.stringMatching(/^DROP INDEX .* has to come before/),
    ]);
    expect(migrationFaults(later, `${drop}${create}ALTER TABLE "a" ADD COLUMN "x" INTEGER;`)).toEqual([
      expect.stringMatching(/nothing else may stand .*: ALTER TABLE/),
    ]);
  });

  it('leaves the apps of the version before their index: another one gets a name of its own', () => {
    const old = create.replace('CONCURRENTLY ', '');

    expect(migrationFaults(later, drop + create, old)).toEqual([
      expect.stringMatching(
        /^apps of the version before look for "\w+": give the new index a name of its own/,
      ),
    ]);
    expect(migrationFaults(later, drop + create, old.replaceAll('_idx', '_other_idx'))).toEqual([]);
  });

  it('of the time before tables were large may do it', () => {
    expect(migrationFaults('20261128031500_sent_twice', lock)).toEqual([]);
  });
});
