import type { Sealer } from '#platform';
import { createTestDatabase, damaged, type TestDatabase, testSealer, waitUntil } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { ResealStore } from './reseal.store.ts';

describe('ResealStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contactId: string;
  const old = testSealer('old');
  const both = testSealer('new', 'old');
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

    const { rows, missingKeys, damaged: unreadable } = await bothStore().pass();

    expect({ rows, missing: missingKeys.size, unreadable }).toEqual({ rows: 4, missing: 0, unreadable: 0 });
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

  it('leaves what is changed meanwhile as it was changed, for another pass', async () => {
    const id = await note(old, 'the locker is 42');
    const change = async (): Promise<void> => {
      await database.note.update({ where: { id }, data: { noteSealed: old.seal('the locker is 43') } });
    };
    // Between the look at a row and its change.
    const seals = Object.assign(testSealer('new', 'old'), {
      open: (envelope: string) => {
        const text = both.open(envelope);
        if (text === 'the locker is 42') changing = change();
        return text;
      },
    });
    let changing: Promise<void> | undefined;
    const slow = new Database(testDatabase.url, 1);
    const release = await testDatabase.hold('LOCK TABLE note IN SHARE MODE');
    const pass = new ResealStore(slow, seals).pass();
    await waitUntil('both wait', async () => {
      const [row] = await testDatabase.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return row?.waiting === 2;
    });
    await release();
    await Promise.all([pass, changing]);
    await slow.$disconnect();

    expect(await textOf(id, both)).toBe('the locker is 43');
    await bothStore().pass();
    expect(await textOf(id)).toBe('the locker is 43');
  });

  it('leaves what no key opens, and tells of it', async () => {
    const lost = await note(testSealer('lost'), 'nobody reads this');
    await database.note.create({
      data: { contactId, kind: 'fact', noteSealed: damaged(old.seal('nor this')) },
    });

    const { rows, missingKeys, damaged: unreadable } = await bothStore().pass();

    expect({ rows, missing: [...missingKeys], unreadable }).toEqual({
      rows: 1,
      missing: [['lost', 1]],
      unreadable: 1,
    });
    expect(await textOf(lost, testSealer('lost'))).toBe('nobody reads this');
  });
});
