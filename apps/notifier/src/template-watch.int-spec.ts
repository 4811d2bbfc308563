import { Logger } from '@nestjs/common';

import { queueBackends, SimulatedWhatsApp, testAccount, TestStack, waitUntil } from '#testing';
import { type ListedTemplate, neededTemplates, TemplateClient, TokenSource } from '#whatsapp';

import { NotifierServices } from '../test/notifier-services.ts';
import { TemplateWatch } from './template-watch.service.ts';

const businessAccountId = '102290129340398';
const reminder = neededTemplates[0]!;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const token = new TokenSource({ apiTokens: [testAccount.apiToken] });
const clientAt = (apiBaseUrl: string, account = businessAccountId): TemplateClient =>
  new TemplateClient({ apiBaseUrl, apiVersion: 'v26.0', businessAccountId: account }, token);

describe('TemplateWatch', () => {
  let whatsapp: SimulatedWhatsApp;
  let services: NotifierServices;
  let client: TemplateClient;
  let watch: TemplateWatch;
  let logged: string[];

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
    services = await NotifierServices.open();
    client = clientAt(whatsapp.url);
  });
  afterAll(async () => {
    Logger.overrideLogger(['log', 'warn', 'error']);
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.client.reset();
    await whatsapp.client.changeRules({ templateReview: 'by hand' });
    watch = new TemplateWatch(services.templates, client);
    logged = [];
    const to =
      (level: string) =>
      ({ message }: { message: string }): unknown =>
        logged.push(`${level} ${message}`);
    Logger.overrideLogger({ log: to('log'), warn: to('warn'), error: to('error') });
  });
  afterEach(() => services.empty());

  /** As Meta decides. */
  async function decide(name: string, path: string, body: object): Promise<void> {
    const { id } = (await client.list()).find((one) => one.name === name)!;
    const response = await fetch(`${whatsapp.url}/_scenario/templates/${id}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(204);
  }

  async function approveAll(): Promise<void> {
    for (const definition of neededTemplates) {
      await client.submit(definition);
      await decide(definition.name, 'status', { status: 'APPROVED' });
    }
  }

  const known = () => services.templates.find(reminder);

  it('says what is missing, which is not sent then', async () => {
    await watch.look();

    expect(watch.warning).toBe(
      'cannot be sent: handsfree_reminder is missing at WhatsApp: hand it in with `npm run handsfree -- templates submit`; handsfree_waiting_answer is missing at WhatsApp: hand it in with `npm run handsfree -- templates submit`',
    );
    const contactId = await services.person({ phone: '16505551234' });
    const id = await services.database.transaction((tx) =>
      services.outbound.write(tx, { contactId, template: { ...reminder, components: [] } }),
    );
    expect(await services.sending.start(id)).toMatchObject({
      waitFor: 'template',
      refusal: 'not_approved',
    });
  });

  it('learns status, quality and category of what was handed in and approved, and has nothing to say', async () => {
    await watch.look();
    await approveAll();
    await decide(reminder.name, 'quality', { quality: 'GREEN' });
    await decide(reminder.name, 'category', { category: 'MARKETING', noticeMs: 0 });

    // Not within the second of the first look, with which the second one would be tied.
    await waitUntil('the approval is known', async () => {
      await watch.look();
      return watch.warning === undefined;
    });

    expect(await known()).toMatchObject({
      status: 'APPROVED',
      quality: 'GREEN',
      category: 'MARKETING',
      whatsappId: expect.stringMatching(/^\d+$/),
    });
    expect(logged).toEqual([
      expect.stringMatching(/^warn templates that cannot be sent: handsfree_reminder is missing/),
      'log all templates that are needed can be sent',
    ]);
  });

  it('names what was rejected and why, once in the log', async () => {
    await approveAll();
    await decide(reminder.name, 'status', { status: 'REJECTED', reason: 'PROMOTIONAL' });

    await watch.look();
    await watch.look();

    expect(watch.warning).toMatch(/^cannot be sent: handsfree_reminder is rejected \(PROMOTIONAL\): appeal /);
    expect(watch.warning).not.toContain('handsfree_waiting_answer');
    expect(logged).toEqual([`warn templates that ${watch.warning}`]);
  });

  it.each([
    ['APPROVED', 'PAUSED'],
    ['PAUSED', 'APPROVED'],
  ])('finds %s, and does not overwrite %s of a webhook that came meanwhile', async (found, told) => {
    await approveAll();
    if (found !== 'APPROVED') await decide(reminder.name, 'status', { status: found });
    const list = async (): Promise<ListedTemplate[]> => {
      // Webhooks bear whole seconds, so this one seems to be a little older than the look.
      const toldAt = new Date(Math.floor(Date.now() / 1_000) * 1_000);
      const listed = await client.list();
      await services.templates.learn(reminder, { status: told }, toldAt);
      return listed;
    };

    await new TemplateWatch(services.templates, { list }).look();

    expect((await known())?.status).toBe(told);
  });

  it('mends what an older webhook told', async () => {
    await approveAll();
    await services.templates.learn(reminder, { status: 'PAUSED' }, new Date(Date.now() - minuteMs));

    await watch.look();

    expect((await known())?.status).toBe('APPROVED');
  });

  it('hears between two looks what webhooks tell', async () => {
    await approveAll();
    await watch.look();

    await services.templates.learn(reminder, { status: 'DISABLED' }, new Date(Date.now() + minuteMs));
    await watch.checkWhenDue();
    expect(watch.warning).toMatch(/^cannot be sent: handsfree_reminder is disabled/);

    await services.templates.learn(reminder, { status: 'APPROVED' }, new Date(Date.now() + 2 * minuteMs));
    await watch.checkWhenDue();
    expect(watch.warning).toBeUndefined();
  });

  it('keeps what it knows while WhatsApp is away', async () => {
    const away = clientAt('http://127.0.0.1:1');
    let isAway = false;
    watch = new TemplateWatch(services.templates, { list: () => (isAway ? away : client).list() });
    await watch.look();
    const { warning } = watch;

    isAway = true;
    await watch.look();
    expect(watch.warning).toBe(warning);
    expect(warning).toContain('missing');

    const fresh = new TemplateWatch(services.templates, away);
    await services.empty();
    await fresh.look();
    await fresh.look();
    expect(fresh.warning).toMatch(/^it is not known whether WhatsApp has our templates: .*ECONNREFUSED/);
    expect(logged.filter((line) => line.includes('ECONNREFUSED'))).toHaveLength(1);
  });

  it('says that it is refused, and what to check, until it is not', async () => {
    let account = '4711';
    watch = new TemplateWatch(services.templates, { list: () => clientAt(whatsapp.url, account).list() });
    await watch.look();

    expect(watch.warning).toMatch(/^it is not known .*error 33.*check WHATSAPP_BUSINESS_ACCOUNT_ID/);
    expect(watch.warning).not.toContain(testAccount.apiToken);
    expect(await known()).toBeNull();

    account = businessAccountId;
    await approveAll();
    await watch.look();
    expect(watch.warning).toBeUndefined();
  });

  it('asks soon after the start, once a day, and five minutes after a failure or while one cannot be used', async () => {
    let nowMs = 0;
    let looks = 0;
    let isAway = false;
    const away = clientAt('http://127.0.0.1:1');
    const list = (): Promise<ListedTemplate[]> => {
      looks++;
      return (isAway ? away : client).list();
    };
    watch = new TemplateWatch(services.templates, { list }, () => nowMs);
    const looksAfter = async (passedMs: number): Promise<number> => {
      nowMs += passedMs;
      looks = 0;
      await watch.checkWhenDue();
      return looks;
    };

    // Pauses get up to a tenth longer by chance.
    expect(await looksAfter(10_000)).toBe(1);
    expect(await looksAfter(5 * minuteMs - 1)).toBe(0);
    await approveAll();
    // Not within the second of the first look, with which the second one would be tied.
    await waitUntil('the approval is known', async () => {
      await looksAfter(6 * minuteMs);
      return !watch.warning;
    });
    expect(await looksAfter(dayMs - 1)).toBe(0);
    isAway = true;
    expect(await looksAfter(0.1 * dayMs + 1)).toBe(1);
    expect(await looksAfter(5 * minuteMs - 1)).toBe(0);
    expect(await looksAfter(minuteMs)).toBe(1);
    isAway = false;
    expect(await looksAfter(6 * minuteMs)).toBe(1);
    expect(await looksAfter(dayMs - 1)).toBe(0);
  });

  it('says once that it does not watch without the id of the account', async () => {
    watch = new TemplateWatch(services.templates);
    await watch.checkWhenDue();
    await watch.checkWhenDue();

    expect(watch.warning).toBe('not watched: set WHATSAPP_BUSINESS_ACCOUNT_ID here too');
    expect(logged).toEqual([`log the templates are ${watch.warning}`]);
  });
});

it('the notifier stays ready, shows what is missing, and hears of its approval', async () => {
  const stack = await TestStack.start(queueBackends[0]!, ['simulator', 'ingress'], {
    WHATSAPP_BUSINESS_ACCOUNT_ID: businessAccountId,
  });
  const warning = async (): Promise<string> => {
    const response = await fetch(`${stack.app('notifier').url}/health/ready`);
    expect(response.status).toBe(200);
    const { info } = (await response.json()) as { info: Record<string, { warning?: string }> };
    return info.TemplateWatch?.warning ?? 'none';
  };
  try {
    await stack.startApp('notifier');
    await waitUntil('the health page warns', async () => (await warning()).includes('is missing'), 60_000);

    const client = clientAt(stack.app('simulator').url);
    for (const definition of neededTemplates) await client.submit(definition);

    await waitUntil('the webhooks have told', async () => (await warning()) === 'none', 60_000);
    expect(stack.app('notifier').output).toContain('all templates that are needed can be sent');
  } finally {
    await stack.close();
  }
});
