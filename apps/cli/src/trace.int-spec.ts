import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { ContactStore, Database, type SendLimits, TraceStore } from '#data';
import { loadConfig, Sealer, sealingSettings } from '#platform';
import { createTestDatabase, testAccount, type TestDatabase } from '#testing';

import { tell } from './trace/told.ts';

const run = promisify(execFile);
const phone = '4915112345678';
const { phoneNumberId } = testAccount;
const limits: SendLimits = {
  phoneNumberId,
  perSecond: 70,
  perMinute: 250,
  perDay: 1_000,
  perPersonAndHour: 2,
  notificationsPerPersonAndDay: 2,
};
type Row = Record<string, unknown>;

let testDatabase: TestDatabase;
let database: Database;
let sealer: Sealer;
let traces: TraceStore;
let contactId: string;

const now = Date.now();
/** So many minutes from now; negative: ago. */
const minutes = (count: number): Date => new Date(now + count * 60_000);

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(testDatabase.url);
  sealer = new Sealer(loadConfig(sealingSettings, testAccount.keys));
  traces = new TraceStore(database, sealer, limits);
});
afterAll(async () => {
  await database.$disconnect();
  await testDatabase.drop();
});
beforeEach(async () => {
  await testDatabase.query(
    'TRUNCATE contact, audit_entry, number_limit, message_template, erased_message CASCADE',
  );
  ({ id: contactId } = await new ContactStore(database, sealer).resolve({ phone, name: 'Ana' }));
});

async function insert(table: string, row: Row): Promise<void> {
  const columns = Object.keys(row);
  const values = columns.map((_, at) => `$${at + 1}`);
  await testDatabase.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`,
    Object.values(row),
  );
}

/** @returns its wamid; its id is the end of that */
async function received(row: Row = {}): Promise<string> {
  const id = (row.id as string | undefined) ?? randomUUID();
  const wamid = `wamid.${id}`;
  await insert('inbound_message', {
    id,
    contact_id: contactId,
    wamid_blind_index: sealer.blindIndex('wamid', wamid),
    wamid_sealed: sealer.seal(wamid),
    body_sealed: sealer.seal('my secret'),
    kind: 'text',
    sent_at: minutes(-10),
    received_at: minutes(-10),
    recorded_at: minutes(-10),
    claimable_at: minutes(-10),
    ...row,
  });
  return wamid;
}

async function sent(row: Row = {}): Promise<string> {
  const id = randomUUID();
  await insert('outbound_message', {
    id,
    contact_id: contactId,
    body_sealed: sealer.seal('your secret'),
    relay_after: minutes(-9),
    created_at: minutes(-9),
    ...row,
  });
  return id;
}

/** A message that was acted on, and its answer. */
async function answered(answer: Row = {}, message: Row = {}): Promise<{ wamid: string; answerId: string }> {
  const id = randomUUID();
  const wamid = await received({
    id,
    outcome: 'acted',
    intent: 'create_task',
    handled_at: minutes(-9),
    ...message,
  });
  return { wamid, answerId: await sent({ in_reply_to_id: id, ...answer }) };
}

const saysOf = async (id: string): Promise<string> => tell(await traces.trace('me', id)).says;

const lease = randomUUID();
it.each<[string, Row, string | RegExp]>([
  ['whose file is read', { awaits_media: true }, 'It waits for its file to be read, since '],
  ['in hand', { lease, claimable_at: minutes(60) }, /^A worker has it in hand, until .* at the latest\.$/],
  ['of a dead worker', { lease, claimable_at: minutes(-5) }, /^A worker had it in hand until .*, and died/],
  [
    'that failed',
    { failed_claims: 2, claimable_at: minutes(60) },
    '2 attempts failed, and it is tried again at ',
  ],
  ['that settles', { claimable_at: minutes(60) }, 'It is not taken before '],
  ['after one that is on its way', { after_blind_index: 'x' }, 'for one before it that WhatsApp delivered'],
  ['that nobody takes', {}, 'It could be handled now, and no worker took it.'],
  [
    'beyond the flood guard',
    { outcome: 'flood_ignored', handled_at: minutes(-9) },
    'No answer is due. It was not read: the person sent more',
  ],
  [
    'of a stranger',
    { outcome: 'stranger_ignored', handled_at: minutes(-9) },
    'may not use the assistant (ACCESS), and was told so before',
  ],
  [
    'that was taken back',
    { outcome: 'revoked', handled_at: minutes(-9) },
    'the person took it back before anything was done',
  ],
  [
    'like a reaction',
    { kind: 'reaction', outcome: 'noted', handled_at: minutes(-9) },
    'No answer is due. It was noted.',
  ],
  [
    'whose answer became a part of another',
    { outcome: 'acted', handled_at: minutes(-9) },
    'Its answer has no row of its own any more',
  ],
])('tells of a message %s', async (_, row, says) => {
  const wamid = await received(row);

  expect(await saysOf(wamid)).toEqual(
    typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says),
  );
});

it('tells whose turn a message waits for', async () => {
  const first = randomUUID();
  await received({ id: first, sent_at: minutes(-20), awaits_media: true });
  const wamid = await received();

  expect(await saysOf(wamid)).toMatch(
    new RegExp(`^It waits for its turn behind .* ${first}, .*whose file is being read\\.$`),
  );

  await testDatabase.query('UPDATE inbound_message SET awaits_media = false, lease = $1 WHERE id = $2', [
    lease,
    first,
  ]);
  expect(await saysOf(wamid)).toContain(`a worker has the person's message ${first} in hand`);
});

it.each<[string, Row, string | RegExp]>([
  ['that nobody sends', {}, /^Its answer could leave now, and waits for a notifier since \d+ s\.$/],
  ['that is parked', { parked_at: minutes(-8) }, 'Its answer waits for the person to write since '],
  [
    'that is tried again',
    { not_before: minutes(60), failed_attempts: 2 },
    /^Its answer waits until .*: 2 requests failed, and it is tried again\.$/,
  ],
  ['that is out of date', { expires_at: minutes(-1) }, 'Its answer is out of date'],
  ['with a file', { document: '{"kind":"calendar"}' }, 'Its answer waits for its file'],
  [
    'in doubt',
    { status: 'sending', sending_since: minutes(-2) },
    'Its answer may have arrived: a request to WhatsApp began at ',
  ],
  ['that WhatsApp took', { status: 'accepted' }, 'WhatsApp took its answer, and has reported nothing since.'],
  ['that WhatsApp sent', { status: 'sent' }, 'WhatsApp sent its answer, and the phone has not confirmed it'],
  ['that was read', { status: 'read' }, 'Its answer arrived: the person read it'],
  [
    'that failed',
    { status: 'failed', failed_at: minutes(-8), error_code: 131_026, failure: 'WhatsApp error 131026' },
    /^Its answer failed for good: .*\(131026\); WhatsApp error 131026\.$/,
  ],
])('tells of an answer %s', async (_, row, says) => {
  const { wamid } = await answered(row);

  expect(await saysOf(wamid)).toEqual(
    typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says),
  );
});

const ofPerson = (row: Row) => () =>
  insert('recipient_limit', {
    contact_id: contactId,
    debt_until: minutes(-5),
    burst_since: minutes(-5),
    ...row,
  });
const ofNumber = (row: Row) => () => insert('number_limit', { phone_number_id: phoneNumberId, ...row });

it.each<[string, () => Promise<void>, string]>([
  [
    'refusals to the person',
    ofPerson({ refused_until: minutes(60) }),
    'WhatsApp refused messages to the person',
  ],
  ['the limit for a person', ofPerson({ debt_until: minutes(30) }), "WhatsApp's limit for one person"],
  ['the hour', ofPerson({ hour_log: [minutes(-8), minutes(-7)] }), 'MESSAGES_PER_USER_PER_HOUR is used up'],
  [
    'a pause of the number',
    ofNumber({ slowed_until: minutes(60) }),
    'WhatsApp asked the number to slow down',
  ],
  ['the circuit breaker', ofNumber({ opened_at: minutes(-3), opened_by: 190 }), '(WhatsApp error 190)'],
])('tells that an answer waits for %s', async (_, limit, says) => {
  const { wamid } = await answered();
  await limit();

  expect(await saysOf(wamid)).toContain(says);
});

it.each<[string, Row, () => Promise<unknown>, string]>([
  [
    'of the day',
    {},
    ofPerson({ day_log: [minutes(-8), minutes(-7)] }),
    'NOTIFICATIONS_PER_USER_PER_DAY is used up',
  ],
  [
    'of the number',
    {},
    ofNumber({ held_until: minutes(60) }),
    'WhatsApp restricts the number, and nothing but answers leaves',
  ],
  [
    'that was stopped',
    {},
    () => testDatabase.query('UPDATE contact SET stopped_at = now()'),
    'is not sent: the person said "stop".',
  ],
  [
    'whose template is paused',
    { template_name: 'reminder', template_language: 'en' },
    () =>
      insert('message_template', {
        name: 'reminder',
        language: 'en',
        status: 'PAUSED',
        status_at: minutes(-1),
      }),
    'waits for its template, which cannot be used: paused.',
  ],
  [
    'outside the window',
    {},
    () => testDatabase.query('DELETE FROM inbound_message'),
    'the person has not written for 24 hours',
  ],
])('tells of a reminder and the limit %s', async (_, row, change, says) => {
  await received({ outcome: 'noted', handled_at: minutes(-9) });
  const id = await sent({ purpose: 'reminder', ...row });
  await change();

  expect(await saysOf(id)).toContain(says);
});

it('tells until when a repetition of an answer is put off, and by what it is held then', async () => {
  const { wamid, answerId } = await answered({
    status: 'failed',
    failed_at: minutes(-7),
    error_code: 131_042,
  });
  const again = { retry_of_id: answerId, retry_number: 1, created_at: minutes(-7), not_before: minutes(60) };
  const id = await sent(again);
  expect(await saysOf(wamid)).toMatch(
    /^Its answer waits until [\dT:.-]+Z: WhatsApp had taken it, reported later that it failed, and it is sent again\.$/,
  );

  await testDatabase.query('UPDATE outbound_message SET not_before = $1 WHERE id = $2', [minutes(-7), id]);
  await ofNumber({ opened_at: minutes(-7), opened_by: 131_042, probe_at: minutes(60) })();

  expect(await saysOf(wamid)).toBe(
    `Its answer waits: nothing but probes is sent since ${minutes(-7).toISOString()} (WhatsApp error 131042), the next probe at ${minutes(60).toISOString()}.`,
  );
});

it('tells every step, also of repetitions, from an id of either side', async () => {
  const { wamid, answerId } = await answered({
    status: 'failed',
    failed_at: minutes(-7),
    error_code: 131_000,
    failure: 'WhatsApp reported error 131000',
    first_started_at: minutes(-8),
    sending_since: minutes(-8),
    wamid_blind_index: sealer.blindIndex('wamid', 'wamid.ours'),
    send_attempts: 1,
  });
  const again = await sent({
    retry_of_id: answerId,
    retry_number: 1,
    created_at: minutes(-7),
    status: 'delivered',
    first_started_at: new Date(minutes(-6).getTime() + 500),
  });
  const report = {
    outbound_message_id: again,
    status: 'delivered',
    occurred_at: minutes(-6),
    recorded_at: new Date(minutes(-6).getTime() + 800),
  };
  await insert('outbound_status_entry', report);

  const told = tell(await traces.trace('me', wamid));

  expect(told).toMatchObject({
    is: 'arrived',
    says: `Its answer arrived: it reached the phone at ${minutes(-6).toISOString()}.`,
  });
  const steps = told.steps.map(({ says }) => says.replace(/: (wamid\.)?[-\da-f]{36}.*/, ''));
  expect(steps).toEqual([
    "sent by the person (text), by WhatsApp's clock",
    'received by ingress',
    'recorded',
    'handled as create_task: it was understood and done',
    'answer written',
    'answer: first request to WhatsApp',
    'answer failed: WhatsApp reported error 131000',
    'repetition 1 of the answer written',
    'repetition 1 of the answer: first request to WhatsApp',
    'repetition 1 of the answer delivered, WhatsApp says',
  ]);
  for (const id of ['wamid.ours', answerId, again, sealer.blindIndex('wamid', wamid)])
    expect(tell(await traces.trace('me', id))).toEqual(told);
});

it('tells what is not there', async () => {
  await insert('erased_message', {
    wamid_blind_index: sealer.blindIndex('wamid', 'wamid.erased'),
    erased_at: minutes(-1),
  });

  expect(await saysOf('wamid.erased')).toContain('It was erased with everything of its person');
  expect(await saysOf('wamid.never')).toBe('No message of this id was ever recorded here.');
});

describe('npm run handsfree -- trace', () => {
  async function handsfree(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: testDatabase.url,
      WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
      ...testAccount.keys,
    };
    try {
      return {
        code: 0,
        ...(await run(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'trace', ...args], { env })),
      };
    } catch (error) {
      return error as { code: number; stdout: string; stderr: string };
    }
  }

  it('lists the latest of a person, tells one, and keeps who looked; nobody is named', async () => {
    const { wamid } = await answered({ status: 'read' });
    await sent({ purpose: 'reminder', created_at: minutes(-5), status: 'sent' });
    await testDatabase.query('UPDATE contact SET stopped_at = now()');

    const list = await handsfree('--from', '+49 151 12345678');
    const one = await handsfree(wamid, '--json');

    expect(list.stdout.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^They said "stop" at .*: nothing but answers is sent to them\.$/),
      expect.stringMatching(/ {2}reminder {2}.* WhatsApp sent the reminder/),
      expect.stringMatching(/ {2}received text {2}.* Its answer arrived: the person read it/),
    ]);
    expect(JSON.parse(one.stdout)).toMatchObject({ is: 'arrived', facts: { about: 'received' } });
    for (const secret of ['secret', 'Ana', phone, wamid])
      expect(list.stdout + one.stdout).not.toContain(secret);
    const acts = await database.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(acts.map(({ act, actor, subjectId }) => [act, actor, subjectId])).toEqual([
      ['trace', userInfo().username, contactId],
      ['trace', userInfo().username, wamid.slice('wamid.'.length)],
    ]);
  });

  it.each([
    [['wamid.never'], 2, 'No message of this id was ever recorded here.'],
    [['--from', '16505550000'], 2, 'Nobody is known by this number'],
    [[], 1, 'Say which message by its id'],
  ])('ends %j with %i', async (args, code, words) => {
    const result = await handsfree(...args);

    expect(result.code).toBe(code);
    expect(result.stdout + result.stderr).toContain(words);
  });
});
