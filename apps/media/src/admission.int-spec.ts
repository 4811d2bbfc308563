import { AccessRules, AccessStore, ContactStore, Database } from '#data';
import { createTestDatabase, type TestDatabase, testSealer } from '#testing';

import { Admission } from './admission.ts';

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
    expect(await new Admission(new AccessRules({ access: 'open' })).admits(bo)).toBe(true);
  });

  it('of those whose number is listed, in whichever spelling', async () => {
    const admission = new Admission(new AccessRules({ access: 'list', accessList: ['551187654321'] }));

    expect(await admission.admits(ana)).toBe(true);
    expect(await admission.admits(bo)).toBe(false);
    expect(await admission.admits({ bsuid: 'US.1' })).toBe(false);
  });

  it('of those who said the code word, by whichever name they come', async () => {
    const store = new AccessStore(database, testSealer());
    const admission = new Admission(new AccessRules({ access: 'invite', accessCode: 'x' }), store);
    const { id } = await new ContactStore(database, testSealer()).resolve(bo);
    expect(await admission.admits(bo)).toBe(false);

    await database.transaction((tx) => store.admit(tx, id));

    expect(await admission.admits({ phone: bo.phone })).toBe(true);
    expect(await admission.admits({ bsuid: bo.bsuid })).toBe(true);
    expect(await admission.admits(ana)).toBe(false);
  });
});
