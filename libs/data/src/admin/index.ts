export { databaseFault } from './database-fault.ts';
export { embeddedDatabaseFork } from './embedded-database.fork.ts';
export {
  DatabaseInUseError,
  embeddedDatabaseUser,
  runningEmbeddedDatabase,
  startEmbeddedDatabase,
  type EmbeddedDatabase,
} from './embedded-database.ts';
export { FolderLock } from './folder-lock.ts';
export { inspectDatabase } from './inspect-database.ts';
export { migrationSettings } from './migration-settings.ts';
export {
  allMigrationFaults,
  applyMigrations,
  createMigration,
  missingMigration,
  pendingMigrations,
} from './migrations.ts';
