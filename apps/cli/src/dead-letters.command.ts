import { Database, DeadLetterStore, type Replayed } from '#data';

import { countLine, letterLines, meaningOf, resultLines, toDo, whyNot } from './dead-letters/words.ts';
import { type ListOptions, placeOf, type ReplayWishes } from './dead-letters/wishes.ts';
import { currentUser } from './current-user.ts';
import { openMigratedDatabase } from './start/database.ts';
import { loadStartConfig } from './start/start.settings.ts';

/** Not all of what was asked for was done. */
const partly = 2;

/** `dead-letters list`; like the other ones, reads `DATABASE_URL` or the embedded database of `npm start`. */
export async function list({ code, since, limit, after, json }: ListOptions): Promise<void> {
  await withStore(async (store) => {
    // One more, to see whether there are more.
    const found = await store.list({ code, since }, limit + 1, after);
    const letters = found.slice(0, limit);
    const last = found.length > limit ? letters.at(-1) : undefined;
    const next = last && placeOf(last);
    const counts = await store.counts();
    if (json) {
      const deadLetters = letters.map((letter) => ({ ...letter, toDo: toDo(letter) }));
      return printJson({ deadLetters, counts, next: next ?? null });
    }
    if (letters.length === 0) console.log('No dead letters of this kind');
    for (const letter of letters) console.log(`${letterLines(letter).join('\n')}\n`);
    if (next) console.log(`There are more: --after ${next}\n`);
    if (counts.length > 0) console.log(['All that there are:', ...counts.map(countLine)].join('\n'));
  });
}

export async function show(id: string, { json }: { json: boolean }): Promise<void> {
  await withStore(async (store) => {
    const letter = await store.find(id);
    if (!letter) {
      process.exitCode = partly;
      return json ? printJson(null) : console.error(`${id}: ${whyNot('not_found')}`);
    }
    if (json) return printJson({ ...letter, toDo: toDo(letter) });
    const acts = letter.acts.map(({ at, act, actor }) => `    ${at.toISOString()}  ${act} by ${actor}`);
    const facts = [`    Written: ${letter.writtenAt.toISOString()}`, `    Attempts: ${letter.attempts}`];
    console.log([...letterLines(letter), ...facts, ...acts].join('\n'));
  });
}

export async function replay(ids: string[], wishes: ReplayWishes): Promise<void> {
  const { code, since, force, json } = wishes;
  const options = { actor: currentUser(), force };
  await withStore(async (store) => {
    const results: Replayed[] = [];
    if (ids.length > 0) results.push(...(await store.replay(ids, options)));
    else for await (const some of store.replayAll({ code, since }, options)) results.push(...some);
    const kept = results.filter(({ obstacle }) => obstacle !== null);
    if (kept.length > 0) process.exitCode = partly;
    if (json) return printJson({ replayed: results.length - kept.length, results });
    console.log((results.length === 0 ? [nothingTo(wishes)] : resultLines(results)).join('\n'));
  });
}

export async function dismiss(ids: string[], { json }: { json: boolean }): Promise<void> {
  await withStore(async (store) => {
    const dismissed = await store.dismiss(ids, currentUser());
    const kept = ids.filter((id) => !dismissed.includes(id));
    if (kept.length > 0) process.exitCode = partly;
    if (json) return printJson({ dismissed, kept });
    for (const id of kept) console.log(`${id}  not dismissed: it is no dead letter, or not any more`);
    console.log(`${dismissed.length} of ${ids.length} dismissed`);
  });
}

const nothingTo = ({ code }: ReplayWishes): string =>
  code === undefined ? 'No dead letters to replay' : `No dead letters to replay of ${meaningOf(code)}`;

const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2));

async function withStore(work: (store: DeadLetterStore) => Promise<void>): Promise<void> {
  const server = await openMigratedDatabase(loadStartConfig().databaseUrl);
  const database = new Database(server.url);
  try {
    await work(new DeadLetterStore(database));
  } finally {
    await database.$disconnect();
    await server.stop();
  }
}
