import { Database, ErasureStore, EventStore, OwnCalendarStore, OwnDataStore } from '#data';
import { loadConfig, Sealer, sealingSettings } from '#platform';
import { replies } from '#replies';
import { calendarFile } from '#understanding/calendar';

import { currentUser } from './current-user.ts';
import { openMigratedDatabase } from './start/database.ts';
import { appEnvironment, loadStartConfig } from './start/start.settings.ts';

/** Nobody is known by the number. */
const notFound = 2;

interface Stores {
  data: OwnDataStore;
  calendar: OwnCalendarStore;
  erasures: ErasureStore;
}

/** `export`: prints it; like the other ones, reads `DATABASE_URL` or the embedded database of `npm start`. */
export async function exportPerson(number: string, { calendar }: { calendar: boolean }): Promise<void> {
  await withPerson(number, async (id, stores) => {
    const data = await stores.data.exportFor(currentUser(), id);
    if (!calendar) return console.log(JSON.stringify(data, null, 2));
    const events = await stores.calendar.eventsOf(id);
    console.log(
      calendarFile(events.map(({ title = replies.lostTitle(), ...event }) => ({ ...event, title }))),
    );
  });
}

export async function erasePerson(number: string, { yes }: { yes: boolean }): Promise<void> {
  await withPerson(number, async (id, { erasures }) => {
    if (!yes) return console.log('There is somebody. To delete everything about them for good, add --yes');
    const { id: proof, counts } = await erasures.eraseFor(currentUser(), id);
    const words = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    console.log(`Deleted: ${words.join(', ')}. Proof: erasure ${proof}`);
  });
}

async function withPerson(
  number: string,
  work: (id: string, stores: Stores) => Promise<void>,
): Promise<void> {
  const start = loadStartConfig();
  const server = await openMigratedDatabase(start.databaseUrl);
  try {
    const sealer = new Sealer(loadConfig(sealingSettings, await appEnvironment(start, server.url)));
    const database = new Database(server.url);
    try {
      const data = new OwnDataStore(database, sealer);
      const id = await data.idOf(number.replaceAll(/\D/g, ''));
      if (id === null) {
        process.exitCode = notFound;
        console.error('Nobody is known by this number');
        return;
      }
      const calendar = new OwnCalendarStore(database, new EventStore(sealer));
      await work(id, { data, calendar, erasures: new ErasureStore(database) });
    } finally {
      await database.$disconnect();
    }
  } finally {
    await server.stop();
  }
}
