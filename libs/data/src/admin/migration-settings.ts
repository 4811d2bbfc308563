import { rules, setting } from '#platform';

export const migrationSettings = {
  /** PostgreSQL itself, where `DATABASE_URL` is the address of a pooler. */
  migrationDatabaseUrl: setting('MIGRATION_DATABASE_URL', rules.url(['postgresql', 'postgres']).optional(), {
    fromFile: true,
  }),
};
