import type { Sealer } from '#platform';
import { createTestDatabase, damaged, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { ResealStore } from './reseal.store.ts';

describe('ResealStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contactId: string;
  const old = testSealer('old');
  const both = testSealer('new', 'old');
  const allReadable = { missingKeys: new Map(), damaged: new Map() };
  const bothStore = (): ResealStore => new ResealStore(database, both);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await testDatabase.query('TRUNCATE contact, webhook_notice CASCADE');
    ({ id: contactId } = await new ContactStore(database, old).resolve({
      phone: '16505551234',
      name: 'Sheena',
    }));
  });

  async function note(seal: Sealer, text: string): Promise<string> {
    const row = await database.note.create({
      data: { contactId, kind: 'fact', noteSealed: seal.seal(text) },
    });
    return row.id;
  }
  const textOf = async (id: string, sealer = testSealer('new')): Promise<string> =>
    sealer.open((await database.note.findUniqueOrThrow({ where: { id } })).noteSealed);

  it('lets the new key alone open names, words and files, also those that could be brought back', async () => {
    const noteId = await note(old, 'the locker is 42');
    const file = Buffer.alloc(200_000, 'picture');
    const { id: pictureId } = await database.notePicture.create({
      data: { contactId, mediaSealed: old.seal('{}'), bytesSealed: old.sealBytes(file) },
    });
    await database.$executeRaw`
      INSERT INTO change (contact_id, message_id, kind, subject_id, before)
      SELECT ${contactId}::uuid, gen_random_uuid(), 'note', n.id, to_jsonb(n) FROM note n`;

    // Emptied for its age.
    await database.outboundMessage.create({ data: { contactId, bodySealed: '', relayAfter: new Date() } });

    expect(await bothStore().pass()).toEqual({ rows: 4, left: 0, ...allReadable });
    const alone = testSealer('new');
    expect(await textOf(noteId)).toBe('the locker is 42');
    const contact = await database.contact.findUniqueOrThrow({ where: { id: contactId } });
    expect([contact.phoneSealed, contact.nameSealed].map((one) => alone.open(one!))).toEqual([
      '16505551234',
      'Sheena',
    ]);
    const picture = await database.notePicture.findUniqueOrThrow({ where: { id: pictureId } });
    expect(Buffer.from(alone.openBytes(picture.bytesSealed!)).equals(file)).toBe(true);
    expect(alone.open(picture.mediaSealed!)).toBe('{}');
    const [change] = await testDatabase.query<{ before: { note_sealed: string; kind: string } }>(
      'SELECT before FROM change',
    );
    expect(alone.open(change!.before.note_sealed)).toBe('the locker is 42');
    expect(change!.before.kind).toBe('fact');
    expect(await bothStore().pass()).toMatchObject({ rows: 0 });
  });

  it('meets every row of a large table, and leaves those that the new key sealed', async () => {
    await database.note.createMany({
      data: Array.from({ length: 3_000 }, (_, at) => ({
        contactId,
        kind: 'fact',
        noteSealed: (at % 2 === 0 ? old : both).seal(`note ${at} ${'.'.repeat(1_000)}`),
      })),
    });
    const said: unknown[] = [];

    expect(await bothStore().pass((...one) => said.push(one))).toMatchObject({ rows: 1_501 });

    expect(said).toEqual([
      ['contact', 1],
      ['note', 1_500],
    ]);
    const notes = await database.note.findMany();
    const alone = testSealer('new');
    expect(new Set(notes.map(({ noteSealed }) => alone.open(noteSealed).split(' ', 2).join(' ')))).toEqual(
      new Set(Array.from({ length: 3_000 }, (_, at) => `note ${at}`)),
    );
  });

  it('keeps copies of an envelope alike, by which those of one origin are known', async () => {
    const sealed = old.seal('take my pills');
    for (const at of [1, 2]) {
      await database.reminder.create({ data: { contactId, titleSealed: sealed, dueAt: new Date(at) } });
    }

    await bothStore().pass();

    const titles = (await database.reminder.findMany()).map(({ titleSealed }) => titleSealed);
    expect(new Set(titles).size).toBe(1);
    expect(titles[0]).toMatch(/^new\./);
  });

  it('waits for nobody who has a row in use, and leaves that for another pass', async () => {
    const id = await note(old, 'the locker is 42');
    const release = await testDatabase.hold(`SELECT FROM note WHERE id = '${id}' FOR UPDATE`);
    expect(await bothStore().pass()).toEqual({ rows: 1, left: 1, ...allReadable });
    expect(await bothStore().isDone()).toBe(false);
    await release();

    expect(await bothStore().pass()).toEqual({ rows: 1, left: 0, ...allReadable });
    expect(await bothStore().isDone()).toBe(true);
    expect(await textOf(id)).toBe('the locker is 42');
  });

  it('leaves what was changed meanwhile as it was changed', async () => {
    const id = await note(old, 'the locker is 42');
    const change = (): Promise<unknown> =>
      database.note.update({ where: { id }, data: { noteSealed: old.seal('the locker is 43') } });
    // Between the look at the row and its change.
    const busy = new Proxy(database, {
      get: (target, name) =>
        name === '$executeRaw'
          ? (...sql: Parameters<Database['$executeRaw']>) => change().then(() => target.$executeRaw(...sql))
          : (Reflect.get(target, name) as unknown),
    });
    await testDatabase.query('UPDATE contact SET phone_sealed = NULL, name_sealed = NULL');

    expect(await new ResealStore(busy, both).pass()).toEqual({ rows: 0, left: 1, ...allReadable });

    expect(await textOf(id, both)).toBe('the locker is 43');
    await bothStore().pass();
    expect(await textOf(id)).toBe('the locker is 43');
  });

  it('leaves what no key opens, and tells of it', async () => {
    const lost = await note(testSealer('lost'), 'nobody reads this');
    await database.note.create({
      data: { contactId, kind: 'fact', noteSealed: damaged(old.seal('nor this')) },
    });

    expect(await bothStore().pass()).toEqual({
      rows: 1,
      left: 0,
      missingKeys: new Map([['lost', 1]]),
      damaged: new Map([['note', 1]]),
    });
    expect(await bothStore().isDone()).toBe(true);
    expect(await textOf(lost, testSealer('lost'))).toBe('nobody reads this');
  });
});
