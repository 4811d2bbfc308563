import { AccessRules, AccessStore, ContactStore, Database, ErasureStore } from '#data';
import { createTestDatabase, type TestDatabase, testSealer } from '#testing';

import { Admission } from './admission.ts';

const sealer = testSealer();
const now = Math.floor(Date.now() / 1_000);
const sentBy = (from: { phone?: string; bsuid?: string }, sentAt = now) => ({
  from,
  messageKey: `key ${sentAt}`,
  sentAt,
});
const ana = { phone: '5511987654321' };
const bo = { phone: '16505555678', bsuid: 'US.1' };

describe('files are read', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });

  it("everybody's, unless it is said otherwise", async () => {
    expect(
      await new Admission(new AccessRules({ access: 'open' }), sealer, new ErasureStore(database)).admits(
        sentBy(bo),
      ),
    ).toBe(true);
  });

  it('of those whose number is listed, in whichever spelling', async () => {
    const admission = new Admission(
      new AccessRules({ access: 'list', accessList: ['551187654321'] }),
      sealer,
      new ErasureStore(database),
    );

    expect(await admission.admits(sentBy(ana))).toBe(true);
    expect(await admission.admits(sentBy(bo))).toBe(false);
    expect(await admission.admits(sentBy({ bsuid: 'US.1' }))).toBe(false);
  });

  it('of those who said the code word, by whichever name they come', async () => {
    const store = new AccessStore(database, sealer);
    const admission = new Admission(
      new AccessRules({ access: 'invite', accessCode: 'x' }),
      sealer,
      new ErasureStore(database),
      store,
    );
    const { id } = await new ContactStore(database, sealer).resolve(bo);
    expect(await admission.admits(sentBy(bo))).toBe(false);

    await database.transaction((tx) => store.admit(tx, id));

    expect(await admission.admits(sentBy({ phone: bo.phone }))).toBe(true);
    expect(await admission.admits(sentBy({ bsuid: bo.bsuid }))).toBe(true);
    expect(await admission.admits(sentBy(ana))).toBe(false);
  });
  it('but nothing that somebody sent before they were erased', async () => {
    const erasure = new ErasureStore(database);
    const admission = new Admission(new AccessRules({ access: 'open' }), sealer, erasure);
    const { id } = await new ContactStore(database, sealer).resolve(bo);
    expect(await admission.admits(sentBy(bo))).toBe(true);

    await erasure.eraseFor('root', id);

    expect(await admission.admits(sentBy({ phone: bo.phone }))).toBe(false);
    expect(await admission.admits(sentBy({ bsuid: bo.bsuid }))).toBe(false);
    expect(await admission.admits(sentBy(bo, now + 60))).toBe(true);
    expect(await admission.admits(sentBy(ana))).toBe(true);
  });

  it('nor when their number is spelled in the other way', async () => {
    const erasure = new ErasureStore(database);
    const admission = new Admission(new AccessRules({ access: 'open' }), sealer, erasure);
    const { id } = await new ContactStore(database, sealer).resolve(ana);

    await erasure.eraseFor('root', id);

    expect(await admission.admits(sentBy({ phone: '551187654321' }))).toBe(false);
  });
});
