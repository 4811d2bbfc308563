import { getQueueToken } from '@nestjs/bullmq';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import fc from 'fast-check';

import { loadConfig, Sealer } from '#platform';
import { accountQueue, intentQueue, mediaQueue, statusQueue } from '#queues';
import {
  createTestDatabase,
  fieldWebhook,
  metaExamples,
  patientQueues,
  postWebhook,
  queueBackends,
  statusValue,
  type TestDatabase,
  testAccount,
  textValue,
  webhook,
} from '#testing';

import { ingressSettings } from './ingress.config.ts';
import { IngressModule } from './ingress.module.ts';

describe.each(queueBackends)('whatever WhatsApp sends, with queues on $name', (backend) => {
  let database: TestDatabase;
  let app: NestExpressApplication;
  let url: string;
  let queues: Record<'intent' | 'media' | 'status' | 'account', Queue>;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { databaseUrl, redisUrl, queuePrefix } = backend.config(database.url);
    const config = loadConfig(ingressSettings, {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      QUEUE_PREFIX: queuePrefix,
      WHATSAPP_APP_SECRET: testAccount.appSecret,
      WHATSAPP_WEBHOOK_VERIFY_TOKEN: testAccount.verifyToken,
      WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
      ...testAccount.keys,
    });
    app = await NestFactory.create<NestExpressApplication>(
      IngressModule.with(config, undefined, patientQueues),
      {
        bodyParser: false,
        logger: false,
      },
    );
    await app.listen(0, '127.0.0.1');
    url = `${await app.getUrl()}/webhook`;
    const queue = ({ name }: { name: string }): Queue =>
      app.get<Queue>(getQueueToken(name), { strict: false });
    queues = {
      intent: queue(intentQueue),
      media: queue(mediaQueue),
      status: queue(statusQueue),
      account: queue(accountQueue),
    };
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });
  afterEach(async () => {
    for (const queue of Object.values(queues)) await queue.obliterate({ force: true });
  });

  /** The payloads on each queue, opened; empty queues are left out. */
  async function landed(): Promise<Record<string, object[]>> {
    const sealer = app.get(Sealer, { strict: false });
    const all: Record<string, object[]> = {};
    for (const [name, queue] of Object.entries(queues)) {
      const jobs = await queue.getJobs(['wait']);
      const opened = jobs.map(
        ({ data }) => JSON.parse(sealer.open((data as { sealed: string }).sealed)) as object,
      );
      if (opened.length > 0) all[name] = opened;
    }
    return all;
  }

  describe("Meta's example", () => {
    const sender = { phone: '16505551234', name: 'Sheena Nelson' };
    const message = (fields: object): object => ({ intent: [{ from: sender, ...fields }] });
    const notice = (field: string): object => ({ account: [{ field, reason: 'account' }] });
    const image = { kind: 'image', text: 'Taj Mahal', media: { id: '1003383421387256' } };
    const landing: Record<string, object> = {
      'Text Message': message({ kind: 'text', text: 'Does it come in another color?' }),
      'Text Message with Context (Product Inquiry)': message({
        kind: 'text',
        text: 'Is this still available?',
        refersTo: expect.any(String),
      }),
      'Text Message from Click to WhatsApp Ad': message({
        kind: 'text',
        text: expect.stringMatching(/^Hello!/),
        raw: expect.stringContaining('referral'),
      }),
      'Reaction Message': message({
        kind: 'reaction',
        text: expect.any(String),
        refersTo: expect.any(String),
      }),
      'Image Message': { intent: [{ ...image, awaitsMedia: true }], media: [image] },
      'Location Message': message({ kind: 'location', raw: expect.stringContaining('37.44221496582') }),
      'Contact Sharing Message': message({ kind: 'contacts', raw: expect.stringContaining('Lucía') }),
      'Unsupported Message': message({ kind: 'unsupported', detail: '131051' }),
      'Button Message': message({ kind: 'button', text: 'Unsubscribe', refersTo: expect.any(String) }),
      'Interactive List Reply Message': message({
        kind: 'interactive',
        detail: 'list_reply',
        text: 'Priority Mail Express',
      }),
      'Interactive Button Reply Message': message({
        kind: 'interactive',
        detail: 'button_reply',
        text: 'Cancel',
      }),
      'Order Message': message({ kind: 'order', raw: expect.stringContaining('di9ozbzfi4') }),
      'System Message': {
        intent: [
          {
            kind: 'system',
            detail: 'user_changed_number',
            from: { phone: '16505551234' },
            becomes: { phone: '12195555358' },
          },
        ],
      },
      'Group Create Message': notice('group_lifecycle_update'),
      'Group Settings Update': notice('group_settings_update'),
      'Group Remove Participants': notice('group_participants_update'),
    };

    it.each(Object.entries(metaExamples))(
      '%s is accepted and lands where it should',
      async (name, example) => {
        expect((await postWebhook(url, example)).status).toBe(200);

        const all = await landed();
        expect(Object.keys(all)).toEqual(Object.keys(landing[name] ?? {}));
        expect(all).toMatchObject(landing[name]!);
      },
    );

    it('is here for each of them', () => {
      expect(Object.keys(metaExamples)).toEqual(Object.keys(landing));
    });
  });

  it('a batch with bad elements between good ones is taken whole', async () => {
    const unreadable = { from: '16505551234', type: 'text' };
    const mixed = { ...textValue('two'), messages: [null, ...(textValue('two').messages as []), unreadable] };
    const entries = [
      webhook(textValue('one'), mixed),
      fieldWebhook('account_update'),
      webhook(statusValue({})),
    ];
    const batch = webhook();
    batch.entry = [...entries.flatMap(({ entry }) => entry as object[]), { id: 'without changes' }];

    expect((await postWebhook(url, batch)).status).toBe(200);

    const { intent, status, account, ...others } = await landed();
    expect(others).toEqual({});
    expect(intent!.map((payload) => (payload as { text: string }).text).toSorted()).toEqual(['one', 'two']);
    expect(status).toHaveLength(1);
    const reasons = account!.map((payload) => (payload as { reason: string }).reason);
    expect(reasons.toSorted()).toEqual(['account', 'unreadable', 'unreadable', 'unreadable']);
  });

  it('a notice that is delivered again is one notice', async () => {
    for (let delivery = 1; delivery <= 3; delivery++) await postWebhook(url, fieldWebhook('account_alerts'));

    expect((await landed()).account).toHaveLength(1);
  });

  it.each([
    [
      'without an object',
      { entry: [{ changes: [{ field: 'account_update', value: { event: 'X' } }] }] },
      'account',
    ],
    ['about another object', { object: 'page', entry: [{ changes: [] }] }, 'unreadable'],
    ['with an entry that is no list', { object: 'whatsapp_business_account', entry: {} }, 'unreadable'],
    ['without an entry', { object: 'whatsapp_business_account' }, 'unreadable'],
    ['that is a list', [webhook(textValue('call mom'))], 'unreadable'],
    ['that is nothing', null, 'unreadable'],
  ])('a signed body %s is kept', async (_, body, reason) => {
    expect((await postWebhook(url, JSON.stringify(body))).status).toBe(200);

    expect(await landed()).toMatchObject({ account: [{ reason }] });
  });

  describe('arbitrary', () => {
    const stillThere = async (): Promise<void> => {
      expect((await postWebhook(url, webhook(textValue('call mom')))).status).toBe(200);
    };

    it('bytes are refused, unless they happen to be JSON', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
          expect((await postWebhook(url, bytes)).status).toBe(isJson(bytes) ? 200 : 400);
        }),
        { numRuns: 100 },
      );
      await stillThere();
    });

    it('JSON is accepted, in an envelope or not', async () => {
      const change = fc.record({ field: fc.constantFrom('messages', 'calls'), value: fc.jsonValue() });
      const entry = fc.oneof(
        fc.jsonValue(),
        fc.record({ changes: fc.array(fc.oneof(change, fc.jsonValue())) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), fc.array(entry, { maxLength: 3 }), async (json, entries) => {
          const envelope = { object: 'whatsapp_business_account', entry: entries };

          expect((await postWebhook(url, JSON.stringify(json))).status).toBe(200);
          expect((await postWebhook(url, envelope)).status).toBe(200);
        }),
        { numRuns: 50 },
      );
      await stillThere();
    });

    it('depth is accepted', async () => {
      const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
      const around = JSON.stringify(webhook({ ...textValue('call mom'), errors: ['deep'] }));

      expect((await postWebhook(url, around.replace('"deep"', deep))).status).toBe(200);
      expect((await postWebhook(url, deep)).status).toBe(200);
      expect(Object.keys(await landed())).toEqual(['intent', 'account']);
    });
  });
});

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
