import { countDeliveries, countMessages, Database } from '#data';

import { openMigratedDatabase } from './start/database.ts';
import { loadStartConfig } from './start/start.settings.ts';

/** `messages`: counts recorded messages by outcome, and what was delivered by what WhatsApp charges for it; reads `DATABASE_URL` or the embedded database of `npm start`. */
export async function messages(): Promise<void> {
  const server = await openMigratedDatabase(loadStartConfig().databaseUrl);
  const database = new Database(server.url);
  try {
    const { received, handled, failed, inFlight, parked } = await countMessages(database);
    const deliveries = await countDeliveries(database);
    const row = (count: number, what: string): string => `${String(count).padStart(10)}  ${what}`;
    console.log(
      [
        row(received, 'received'),
        row(handled, 'handled'),
        row(failed, 'failed: the person was told'),
        row(inFlight, 'in flight'),
        row(parked, 'of ours wait for their people to write (outside of the 24-hour window)'),
        ...deliveries.map((one) => row(one.count, `delivered this month: ${one.category} (${one.type})`)),
      ].join('\n'),
    );
  } finally {
    await database.$disconnect();
    await server.stop();
  }
}
