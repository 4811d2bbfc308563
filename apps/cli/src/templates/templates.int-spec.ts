import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

import { SimulatedWhatsApp, testAccount } from '#testing';

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
  };
});
afterAll(() => whatsapp.stop());
beforeEach(async () => {
  await whatsapp.client.reset();
  await whatsapp.client.changeRules({ templateReview: 'by hand' });
});

function templates(command: string, changes: Record<string, string> = {}): Promise<Result> {
  const main = resolve('dist/apps/cli/src/main.js');
  const env = { ...settings, ...changes };
  return new Promise((done) => {
    execFile(process.execPath, [main, 'templates', command], { env }, (error, stdout, stderr) =>
      done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

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

describe('templates list', () => {
  it('says what is missing, and how to hand it in', async () => {
    const { code, stdout, stderr } = await templates('list');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const advice =
      '    It is not sent until it is approved: hand it in with `npm run handsfree -- templates submit`.';
    expect(stdout.split('\n')).toEqual([
      'handsfree_reminder        en  missing at WhatsApp',
      advice,
      'handsfree_waiting_answer  en  missing at WhatsApp',
      advice,
      '',
    ]);
  });

  it('says what was rejected and why, and what WhatsApp moved to another category', async () => {
    await templates('submit');
    await decide('handsfree_reminder', 'status', { status: 'REJECTED', reason: 'PROMOTIONAL' });
    await decide('handsfree_waiting_answer', 'status', { status: 'APPROVED' });
    await decide('handsfree_waiting_answer', 'category', { category: 'MARKETING', noticeMs: 0 });

    const { code, stdout } = await templates('list');

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'handsfree_reminder        en  rejected (PROMOTIONAL)',
      expect.stringMatching(/^ {4}It is not sent until it is approved: appeal /),
      'handsfree_waiting_answer  en  approved',
      expect.stringMatching(/^ {4}WhatsApp counts it as MARKETING, no longer as UTILITY: /),
      '',
    ]);
  });

  it('has nothing to advise when all are approved', async () => {
    await templates('submit');
    for (const { name } of await atWhatsApp()) await decide(name, 'status', { status: 'APPROVED' });

    const { stdout } = await templates('list');

    expect(stdout.split('\n')).toEqual([
      'handsfree_reminder        en  approved',
      'handsfree_waiting_answer  en  approved',
      '',
    ]);
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
    const { code, stdout, stderr } = await templates('list', changes);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain(apiToken);
  });

  it('says which settings are missing', async () => {
    const { code, stderr } = await templates('list', {
      WHATSAPP_API_TOKEN: '',
      WHATSAPP_BUSINESS_ACCOUNT_ID: '',
    });

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
    const second = await templates('submit');

    expect(first).toEqual({
      code: 0,
      stdout:
        'handsfree_reminder (en): handed in, it is in review\nhandsfree_waiting_answer (en): handed in, it is in review\n',
      stderr: '',
    });
    expect(handedIn.map(({ name }) => name)).toEqual(['handsfree_reminder', 'handsfree_waiting_answer']);
    expect(second).toEqual({
      code: 0,
      stdout:
        'handsfree_reminder (en): left alone, it is rejected (INVALID_FORMAT)\nhandsfree_waiting_answer (en): left alone, it is in review\n',
      stderr: '',
    });
    const ids = handedIn.map(({ id }) => id);
    expect((await atWhatsApp()).map(({ id }) => id)).toEqual(ids);
  });

  it('fails with the reason when WhatsApp does not take one, and hands in the others', async () => {
    // `hello_world` is there already.
    await whatsapp.client.changeRules({ templatesPerAccount: 2 });

    const { code, stdout, stderr } = await templates('submit');

    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'handsfree_reminder (en): handed in, it is in review',
      expect.stringMatching(
        /^handsfree_waiting_answer \(en\): not taken: WhatsApp error 2388019 .*limit exceeded\. The account has as many/,
      ),
      '',
    ]);
    expect(stderr).toBe('\nWhatsApp did not take handsfree_waiting_answer.\n');
  });
});
