import { Database, type Resealed, ResealStore } from '#data';
import { derivedLookupKey, loadConfig, Sealer, sealingSettings } from '#platform';

import { openMigratedDatabase } from './start/database.ts';
import { appEnvironment, loadStartConfig } from './start/start.settings.ts';

/** `keys lookup-key`: the `LOOKUP_KEY` of a deployment older than this setting. */
export function printLookupKey(): void {
  const { encryptionKeys } = loadConfig({ encryptionKeys: sealingSettings.encryptionKeys });
  console.log(derivedLookupKey(encryptionKeys).toString('base64'));
}

/** Apps that seal with the same key leave something for the second one at most. */
const mostPasses = 10;

/** `keys rotate`: reads `DATABASE_URL` or the embedded database of `npm start`. Can be broken off and called again. */
export async function rotate(): Promise<void> {
  const start = loadStartConfig();
  const server = await openMigratedDatabase(start.databaseUrl);
  const database = new Database(server.url);
  try {
    const sealer = new Sealer(loadConfig(sealingSettings, await appEnvironment(start, server.url)));
    const { missingKeys, damaged } = await resealAll(new ResealStore(database, sealer));
    for (const [id, count] of missingKeys) {
      console.error(
        `What is sealed with the key "${id}" was left (${count}), since it is not in ENCRYPTION_KEYS: put it back, and run this again`,
      );
    }
    if (damaged > 0) console.error(`What is damaged was left (${damaged}): nobody can open it any longer`);
    if (missingKeys.size > 0) {
      process.exitCode = 1;
      return;
    }
    const [sealing, ...others] = sealer.keyIds;
    console.log(`Everything in the database is sealed with the key "${sealing}".`);
    if (others.length > 0) {
      console.log(
        `Keep ${others.map((id) => `"${id}"`).join(', ')} in ENCRYPTION_KEYS for another two days: what waits in the queues may still need it. ` +
          'Older backups of the database can only be read with the keys of then: keep those as long as the backups.',
      );
    }
  } finally {
    await database.$disconnect();
    await server.stop();
  }
}

/** Until there is nothing left to do: what apps change meanwhile is met by the next pass. */
async function resealAll(store: ResealStore): Promise<Resealed> {
  for (let passes = 1; passes <= mostPasses; passes++) {
    const done = await store.pass((table, rows) =>
      console.log(`${String(rows).padStart(10)}  ${table}: sealed anew`),
    );
    if (done.rows === 0) return done;
  }
  throw new Error(
    'Some app still seals with another key: give all of them the same ENCRYPTION_KEYS as here, and run this again.',
  );
}
