import { join, resolve } from 'node:path';

/** Where `npm start` keeps its database, keys and logs. */
export const dataFolder = resolve('.handsfree');
export const databaseFolder = join(dataFolder, 'postgres');
export const logFolder = join(dataFolder, 'logs');
/** Of the database in the embedded server. */
export const databaseName = 'handsfree';
