import { setTimeout } from 'node:timers/promises';

import { Database, type Resealed, ResealStore } from '#data';
import { derivedLookupKey, loadConfig, Sealer, sealingSettings } from '#platform';

import { openMigratedDatabase } from './start/database.ts';
import { appEnvironment, loadStartConfig } from './start/start.settings.ts';

/** `keys lookup-key`: the `LOOKUP_KEY` of a deployment older than this setting. */
export function printLookupKey(): void {
  const { encryptionKeys } = loadConfig({ encryptionKeys: sealingSettings.encryptionKeys });
  console.log(derivedLookupKey(encryptionKeys).toString('base64'));
}

/** Apps that seal with the same key leave little for the second one. */
const mostPasses = 20;
/** Before rows are tried again that were in use. */
const restMs = 1_000;

/** `keys rotate`: reads `DATABASE_URL` or the embedded database of `npm start`. Can be broken off and called again. */
export async function rotate({ force }: { force: boolean }): Promise<void> {
  const start = loadStartConfig();
  const server = await openMigratedDatabase(start.databaseUrl);
  const database = new Database(server.url);
  try {
    const sealer = new Sealer(loadConfig(sealingSettings, await appEnvironment(start, server.url)));
    const store = new ResealStore(database, sealer);
    if (!force) await requireKeyOfApps(store, sealer);
    tell(await resealAll(store), sealer.keyIds);
  } finally {
    await database.$disconnect();
    await server.stop();
  }
}

/** What is sealed here with another key, or with another one of the same name, no app could open. */
async function requireKeyOfApps(store: ResealStore, sealer: Sealer): Promise<void> {
  const newest = await store.newest();
  if (newest === undefined) return;
  if (!newest.startsWith(`${sealer.sealingKeyId}.`)) {
    throw new Error(
      `The newest message is not sealed with "${sealer.sealingKeyId}", the first key here. First give all apps these ENCRYPTION_KEYS, ` +
        'in this order. If they have them and nobody has written since, add --force.',
    );
  }
  try {
    sealer.open(newest);
  } catch {
    throw new Error(
      `The apps seal with another key that is called "${sealer.sealingKeyId}": set the same ENCRYPTION_KEYS here as there.`,
    );
  }
}

/** Until there is nothing left to do: what apps use or change meanwhile is met by the next pass. */
async function resealAll(store: ResealStore): Promise<Resealed> {
  for (let passes = 1; passes <= mostPasses; passes++) {
    const done = await store.pass((table, rows) =>
      console.log(`${String(rows).padStart(10)}  ${table}: sealed anew`),
    );
    if (done.rows + done.left === 0 && (await store.isDone())) return done;
    if (done.left > 0) await setTimeout(restMs);
  }
  throw new Error(
    'Some app still seals with another key: give all of them the same ENCRYPTION_KEYS as here, and run this again.',
  );
}

function tell({ missingKeys, damaged }: Resealed, [sealing, ...others]: string[]): void {
  for (const [id, count] of missingKeys) {
    console.error(
      `What is sealed with the key "${id}" was left (${count}), since it is not in ENCRYPTION_KEYS: put it back, and run this again`,
    );
  }
  for (const [table, count] of damaged) {
    console.error(
      `What is damaged in ${table} was left (${count}): no key opens it. Keep the old key: without it, apps wait for it in vain`,
    );
  }
  if (missingKeys.size + damaged.size > 0) {
    process.exitCode = 1;
    return;
  }
  console.log(`Everything in the database is sealed with the key "${sealing}".`);
  if (others.length === 0) return;
  console.log(
    `Take ${others.map((id) => `"${id}"`).join(', ')} out of ENCRYPTION_KEYS once no job from before is left in the queues: ` +
      'failed ones stay for RETENTION_DAYS, those of a paused queue until it goes on. Older backups of the database can only be read with the keys of then.',
  );
}
