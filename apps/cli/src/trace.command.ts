import { Database, OwnDataStore, sendLimitSettings, sendLimitsOf, TraceStore } from '#data';
import { loadConfig, Sealer, sealingSettings } from '#platform';
import { graphSettings } from '#whatsapp';

import { currentUser } from './current-user.ts';
import { openMigratedDatabase } from './start/database.ts';
import { appEnvironment, loadStartConfig } from './start/start.settings.ts';
import { iso } from './trace/standing.ts';
import { aboutPerson, lineOf, tell } from './trace/told.ts';

/** There is no such message or person. */
const notFound = 2;

interface Stores {
  traces: TraceStore;
  people: OwnDataStore;
}

/** `trace <id>`: one message's story from the database, without anybody's words; reads `DATABASE_URL` or the embedded one of `npm start`. */
export async function traceMessage(id: string, { json }: { json: boolean }): Promise<void> {
  await withStores(async ({ traces }) => {
    const story = await traces.trace(currentUser(), id);
    const { steps, ...standing } = tell(story);
    if (story.about === 'nothing') process.exitCode = notFound;
    if (json) return printJson({ ...standing, steps, facts: story });
    console.log(standing.says);
    if (standing.toDo) console.log(`To do: ${standing.toDo}`);
    if (standing.correlationId) console.log(`In logs: ${standing.correlationId}`);
    if (steps.length > 0) console.log(`\n${steps.map(({ at, says }) => `${iso(at)}  ${says}`).join('\n')}`);
  });
}

/** `trace --from <phone>`: the latest messages of somebody whose message ids nobody knows. */
export async function tracePerson(
  phone: string,
  { last, json }: { last: number; json: boolean },
): Promise<void> {
  await withStores(async ({ traces, people }) => {
    const digits = phone.replaceAll(/\D/g, '');
    const contactId = await people.idOf(digits);
    if (contactId === null) {
      process.exitCode = notFound;
      const erasedAt = await traces.erasedAt(digits);
      const says = erasedAt
        ? `Somebody of this number was erased at ${iso(erasedAt)}, and has not written since`
        : 'Nobody is known by this number: nothing of theirs ever arrived';
      return json ? printJson({ messages: [], says }) : console.error(says);
    }
    const stories = await traces.latest(currentUser(), contactId, last);
    const person = await traces.personOf(contactId);
    if (json)
      return printJson({ person, messages: stories.map((story) => ({ ...tell(story), facts: story })) });
    for (const words of person ? aboutPerson(person) : []) console.log(words);
    if (stories.length === 0) console.log('Nothing was received from them, nor sent to them');
    for (const story of stories) console.log(lineOf(story));
    if (stories.length > 0) console.log('\n`trace <id>` tells all of one.');
  });
}

const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2));

async function withStores(work: (stores: Stores) => Promise<void>): Promise<void> {
  const start = loadStartConfig();
  const server = await openMigratedDatabase(start.databaseUrl);
  try {
    const environment = await appEnvironment(start, server.url);
    const sealer = new Sealer(loadConfig(sealingSettings, environment));
    const limits = sendLimitsOf(
      loadConfig({ ...sendLimitSettings, phoneNumberId: graphSettings.phoneNumberId }, environment),
    );
    const database = new Database(server.url);
    try {
      await work({
        traces: new TraceStore(database, sealer, limits),
        people: new OwnDataStore(database, sealer),
      });
    } finally {
      await database.$disconnect();
    }
  } finally {
    await server.stop();
  }
}
