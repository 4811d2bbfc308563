import { countMessages, Database } from '#data';

import { openMigratedDatabase } from './start/database.ts';
import { loadStartConfig } from './start/start.settings.ts';

/** `messages`: counts recorded messages by outcome; reads `DATABASE_URL` or the embedded database of `npm start`. */
export async function messages(): Promise<void> {
  const server = await openMigratedDatabase(loadStartConfig().databaseUrl);
  const database = new Database(server.url);
  try {
    const { received, handled, failed, inFlight, parked } = await countMessages(database);
    const row = (count: number, what: string): string => `${String(count).padStart(10)}  ${what}`;
    console.log(
      [
        row(received, 'received'),
        row(handled, 'handled'),
        row(failed, 'failed: the person was told'),
        row(inFlight, 'in flight'),
        row(parked, 'of ours wait for their people to write (outside of the 24-hour window)'),
      ].join('\n'),
    );
  } finally {
    await database.$disconnect();
    await server.stop();
  }
}
