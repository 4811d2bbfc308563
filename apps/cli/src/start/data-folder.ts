import { join, resolve } from 'node:path';

/** Where `npm start` keeps its database, keys and logs. */
export const dataFolder = resolve('.handsfree');
export const databaseFolder = join(dataFolder, 'postgres');
export const logFolder = join(dataFolder, 'logs');
/** Name of the database on the embedded server. */
export const databaseName = 'handsfree';
