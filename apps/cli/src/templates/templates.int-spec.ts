import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

import { SimulatedWhatsApp, testAccount } from '#testing';
import { ourTemplates } from '#whatsapp';

const { apiToken } = testAccount;
const businessAccountId = '102290129340398';

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

let whatsapp: SimulatedWhatsApp;
let settings: Record<string, string>;

beforeAll(async () => {
  whatsapp = await SimulatedWhatsApp.start();
  settings = {
    WHATSAPP_API_TOKEN: apiToken,
    WHATSAPP_BUSINESS_ACCOUNT_ID: businessAccountId,
    WHATSAPP_API_BASE_URL: whatsapp.url,
    WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
  };
});
afterAll(() => whatsapp.stop());
beforeEach(async () => {
  await whatsapp.client.reset();
  await whatsapp.client.changeRules({ templateReview: 'by hand' });
});

function templates(...command: string[]): Promise<Result> {
  return templatesWith({}, ...command);
}

function templatesWith(changes: Record<string, string>, ...command: string[]): Promise<Result> {
  const main = resolve('dist/apps/cli/src/main.js');
  const env = { ...settings, ...changes };
  return new Promise((done) => {
    execFile(process.execPath, [main, 'templates', ...command], { env }, (error, stdout, stderr) =>
      done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

const needed = ['event_reminder', 'waiting_answer'];

/** The templates of the account as WhatsApp has them. */
async function atWhatsApp(): Promise<{ id: string; name: string; components: object[] }[]> {
  const response = await fetch(`${whatsapp.url}/v26.0/${businessAccountId}/message_templates`, {
    headers: { authorization: `Bearer ${apiToken}` },
  });
  const { data } = (await response.json()) as { data: { id: string; name: string; components: object[] }[] };
  return data.filter(({ name }) => name.startsWith('handsfree_'));
}

/** As Meta decides. */
async function decide(name: string, path: string, body: object): Promise<void> {
  const { id } = (await atWhatsApp()).find((one) => one.name === name)!;
  const response = await fetch(`${whatsapp.url}/_scenario/templates/${id}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(204);
}

/** As somebody did in WhatsApp Manager. */
async function submitByHand({
  text,
  ...template
}: Record<'name' | 'language' | 'text', string>): Promise<void> {
  const response = await fetch(`${whatsapp.url}/v26.0/${businessAccountId}/message_templates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...template, category: 'UTILITY', components: [{ type: 'BODY', text }] }),
  });
  expect(response.status).toBe(200);
}

/** The cells of the rows of a table that are about this template. */
const rowsOf = (stdout: string, name: string): string[][] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith(`${name} `))
    .map((line) => line.split(/ {2,}/));

describe('templates sync', () => {
  it('says what is missing, and how to hand it in', async () => {
    const { code, stdout, stderr } = await templates('sync');

    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout.split('\n')[0]).toMatch(/^template +language +at WhatsApp +what to do$/);
    const advice = 'hand it in with `npm run handsfree -- templates submit`';
    expect(rowsOf(stdout, 'handsfree_reminder')).toEqual(
      ['en', 'de', 'es'].map((language) => ['handsfree_reminder', language, 'missing at WhatsApp', advice]),
    );
    expect(stdout).toContain(`Something is to be done for ${ourTemplates.length} of ${ourTemplates.length}.`);
  });

  it('says what was rejected and why, what counts as something else, has other words, and is not ours any more', async () => {
    await templates('submit', ...needed);
    await decide('handsfree_reminder', 'status', { status: 'REJECTED', reason: 'PROMOTIONAL' });
    await decide('handsfree_waiting_answer', 'status', { status: 'APPROVED' });
    await decide('handsfree_waiting_answer', 'category', { category: 'MARKETING', noticeMs: 0 });
    await submitByHand({ name: 'handsfree_old', language: 'en', text: 'Old words.' });
    await submitByHand({ name: 'handsfree_auto_reply', language: 'en', text: 'Your words have arrived.' });

    const { code, stdout } = await templates('sync');

    expect(code).toBe(2);
    const [, , standing, advice] = rowsOf(stdout, 'handsfree_reminder')[0]!;
    expect([standing, advice]).toEqual(['rejected (PROMOTIONAL)', expect.stringMatching(/^appeal in /)]);
    expect(rowsOf(stdout, 'handsfree_waiting_answer')[0]).toEqual([
      'handsfree_waiting_answer',
      'en',
      'approved; it counts as MARKETING, not as UTILITY',
      'ask for a review in WhatsApp Manager within 60 days',
    ]);
    expect(rowsOf(stdout, 'handsfree_auto_reply')[0]!.slice(2)).toEqual([
      'in review; the body has other words',
      expect.stringMatching(/^wait: .*; hand in the words that are declared: .*templates submit --edit`$/),
    ]);
    expect(rowsOf(stdout, 'handsfree_old')).toEqual([
      ['handsfree_old', 'en', 'in review; not declared here', expect.stringMatching(/^delete it/)],
    ]);
  });

  it('has nothing to do when all are approved', async () => {
    await whatsapp.client.changeRules({ templateReview: 'approved', templateReviewAfterMs: 0 });
    await templates('submit');
    await whatsapp.client.advance(1);

    const { code, stdout } = await templates('sync');

    expect(code).toBe(0);
    expect(stdout).toContain('\nAll of them are at WhatsApp as they are declared.\n');
    expect(stdout.match(/ approved +nothing$/gm)).toHaveLength(ourTemplates.length);
  });

  it.each([
    ['a wrong token', { WHATSAPP_API_TOKEN: 'wrong' }, /error 190.*\n.*`token inspect`/],
    [
      'another account',
      { WHATSAPP_BUSINESS_ACCOUNT_ID: '4711' },
      /error 33.*\nCheck WHATSAPP_BUSINESS_ACCOUNT_ID/,
    ],
    ['no WhatsApp there', { WHATSAPP_API_BASE_URL: 'http://127.0.0.1:1' }, /\nCheck WHATSAPP_API_BASE_URL/],
  ])('fails with %s, and says what to check', async (_, changes, words) => {
    const { code, stdout, stderr } = await templatesWith(changes, 'sync');

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain(apiToken);
  });

  it('says which settings are missing', async () => {
    const none = { WHATSAPP_API_TOKEN: '', WHATSAPP_BUSINESS_ACCOUNT_ID: '' };
    const { code, stderr } = await templatesWith(none, 'sync');

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /WHATSAPP_API_TOKEN: must be set; make one.*\n.*WHATSAPP_BUSINESS_ACCOUNT_ID: must be set; the dashboard/,
    );
  });
});

describe('templates submit', () => {
  it('hands in what is missing, and leaves alone what is there', async () => {
    const first = await templates('submit');
    const handedIn = await atWhatsApp();
    await decide('handsfree_reminder', 'status', { status: 'REJECTED' });
    const second = await templates('submit', ...needed);

    const inReview = ourTemplates.map(
      ({ name, language }) => `${name} (${language}): handed in, it is in review`,
    );
    expect(first).toEqual({ code: 0, stdout: `${inReview.join('\n')}\n`, stderr: '' });
    expect(second.stdout.split('\n').slice(0, 2)).toEqual([
      'handsfree_reminder (en): left alone, it is rejected (INVALID_FORMAT)',
      'handsfree_reminder (de): left alone, it is in review',
    ]);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect((await atWhatsApp()).map(({ id }) => id)).toEqual(handedIn.map(({ id }) => id));
  });

  it('with --edit also replaces other words by those that are declared', async () => {
    await submitByHand({ name: 'handsfree_auto_reply', language: 'en', text: 'Your words have arrived.' });
    await decide('handsfree_auto_reply', 'status', { status: 'APPROVED' });

    expect((await templates('submit', 'auto_reply')).stdout).toContain('(en): left alone, it is approved\n');
    expect((await templates('submit', 'auto_reply', '--edit')).stdout).toContain(
      'handsfree_auto_reply (en): its words were replaced, they are in review\n',
    );
    expect((await atWhatsApp())[0]!.components).toEqual(
      ourTemplates.find(({ name }) => name === 'handsfree_auto_reply')!.components,
    );
  });

  it('fails with the reason when WhatsApp does not take one, and hands in the others', async () => {
    // `hello_world` is there already.
    await whatsapp.client.changeRules({ templatesPerAccount: 6 });

    const { code, stdout, stderr } = await templates('submit', ...needed);

    expect(code).toBe(1);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'handsfree_waiting_answer (de): handed in, it is in review',
      expect.stringMatching(
        /^handsfree_waiting_answer \(es\): not taken: WhatsApp error 2388019 .*limit exceeded\. The account has as many/,
      ),
      '',
    ]);
    expect(stderr).toBe('\nWhatsApp did not take handsfree_waiting_answer (es).\n');
  });

  it('names the purposes that there are when one is unknown', async () => {
    const { code, stderr } = await templates('submit', 'birthday');

    expect(code).toBe(1);
    expect(stderr).toMatch(/There is no template for "birthday", but for account_update, .*waiting_answer\./);
    expect(await atWhatsApp()).toEqual([]);
  });
});

describe('templates test', () => {
  const to = ['--to', '+1 650 555-1234'];
  const sent = async (): Promise<object[]> =>
    (await whatsapp.client.books()).sends.map(({ request }) => request.template as object);

  it('sends one with its examples, in the language that is approved', async () => {
    await templates('submit', 'billing_update');
    await decide('handsfree_billing_update', 'status', { status: 'APPROVED' });

    const { code, stdout, stderr } = await templates('test', 'billing_update', ...to, '--language', 'de_AT');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Sent handsfree_billing_update in en, WhatsApp calls it wamid\./);
    expect(await sent()).toMatchObject([
      {
        name: 'handsfree_billing_update',
        language: { code: 'en' },
        components: [{ parameters: [{ text: 'November' }, { text: '€4.90' }, { text: '1 December' }] }],
      },
    ]);
  });

  it('puts values of its own in the place of the examples', async () => {
    await templates('submit', 'one_time_code');
    await decide('handsfree_one_time_code', 'status', { status: 'APPROVED' });

    await templates('test', 'one_time_code', ...to, '--set', 'code=771100');

    expect(await sent()).toMatchObject([
      { components: [{ parameters: [{ text: '771100' }] }, { parameters: [{ text: '771100' }] }] },
    ]);
  });

  it.each([
    [
      ['one_time_code', '--set', `code=${'1'.repeat(16)}`],
      /parameter "code" .* must have 1 to 15 characters, not 16/,
    ],
    [['one_time_code', '--set', 'pin=1'], /The template one_time_code has no parameter "pin": it has code\./],
    [['birthday'], /There is no template for "birthday"/],
    [['event_reminder'], /error 132001/],
  ])('sends nothing with %j, and says why', async (args, words) => {
    const { code, stdout, stderr } = await templates('test', ...args, ...to);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(await sent()).toEqual([]);
  });
});
