import { Database, type KeptNotice, NoticeStore, supportNotices } from '#data';
import { loadConfig, Sealer, sealingSettings } from '#platform';
import { readNotice } from '#whatsapp';

import { openMigratedDatabase } from './start/database.ts';
import { appEnvironment, loadStartConfig } from './start/start.settings.ts';

export interface Wanted {
  limit: number;
  field?: string;
  full: boolean;
}

/**
 * `notices`: lists what WhatsApp said about the account; reads `DATABASE_URL` or the embedded database of `npm start`.
 */
export async function notices(wanted: Wanted): Promise<void> {
  const start = loadStartConfig();
  const server = await openMigratedDatabase(start.databaseUrl);
  try {
    const keys = loadConfig(sealingSettings, await appEnvironment(start, server.url));
    const database = new Database(server.url);
    try {
      await print(new NoticeStore(database, new Sealer(keys)), wanted);
    } finally {
      await database.$disconnect();
    }
  } finally {
    await server.stop();
  }
}

async function print(store: NoticeStore, { limit, field, full }: Wanted): Promise<void> {
  const found = await store.newest(limit, field);
  if (found.length === 0) console.log(field ? `No notice of ${field}` : 'No notices');
  for (const notice of found) {
    console.log(lineOf(notice));
    if (full && notice.body !== undefined) console.log(`${notice.body}\n`);
  }
  const counts = await store.counts();
  if (counts.length === 0) return;
  console.log('\nAll that were kept:');
  for (const { field: kind, reason, count } of counts) {
    console.log(`${String(count).padStart(7)}  ${kind}  ${reason}`);
  }
}

function lineOf(notice: KeptNotice): string {
  const { occurredAt, receivedAt, field, reason } = notice;
  const words = wordsOf(notice);
  return [(occurredAt ?? receivedAt).toISOString(), field, reason, words.filter(Boolean).join(' ')]
    .filter(Boolean)
    .join('  ');
}

function wordsOf({ body, ...notice }: KeptNotice): string[] {
  if (body === undefined) return ['(can not be read with these ENCRYPTION_KEYS)'];
  // Ours: who they are stands in `--full`, by an id.
  if (notice.field === supportNotices) return ['(!)'];
  const said = readNotice({ ...notice, body });
  return said ? [said.about ?? '', said.event, said.needsPerson ? '(!)' : ''] : [];
}
