import { getQueueToken } from '@nestjs/bullmq';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Job, Queue } from 'bullmq';

import { loadConfig, Sealer } from '#platform';
import { intentQueue, type QueueLimits, statusQueue } from '#queues';
import {
  createTestDatabase,
  newWamid,
  patientQueues,
  postWebhook,
  queueBackends,
  sheena,
  type TestDatabase,
  testAccount,
  textValue,
  webhook,
} from '#testing';
import { sign } from '#whatsapp';

import { ingressSettings } from './ingress.config.ts';
import { IngressModule } from './ingress.module.ts';

const MiB = 1024 * 1024;

/** @param queueLimits those of users where not given */
async function startIngress(
  environment: Record<string, string | undefined>,
  queueLimits?: QueueLimits,
): Promise<NestExpressApplication> {
  const config = loadConfig(ingressSettings, {
    WHATSAPP_APP_SECRET: testAccount.appSecret,
    WHATSAPP_WEBHOOK_VERIFY_TOKEN: testAccount.verifyToken,
    WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
    ...testAccount.keys,
    ...environment,
  });
  const app = await NestFactory.create<NestExpressApplication>(
    IngressModule.with(config, undefined, queueLimits),
    {
      bodyParser: false,
      logger: false,
    },
  );
  await app.listen(0, '127.0.0.1');
  return app;
}

describe.each(queueBackends)('the webhook, with queues on $name', (backend) => {
  let database: TestDatabase;
  let app: NestExpressApplication;
  let url: string;
  let intent: Queue;
  let status: Queue;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { databaseUrl, redisUrl, queuePrefix } = backend.config(database.url);
    app = await startIngress(
      {
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        QUEUE_PREFIX: queuePrefix,
        WHATSAPP_APP_SECRET: `a_newer_secret,${testAccount.appSecret}`,
      },
      patientQueues,
    );
    url = `${await app.getUrl()}/webhook`;
    intent = app.get<Queue>(getQueueToken(intentQueue.name), { strict: false });
    status = app.get<Queue>(getQueueToken(statusQueue.name), { strict: false });
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });
  afterEach(async () => {
    await intent.obliterate({ force: true });
    await status.obliterate({ force: true });
  });

  const jobs = (queue: Queue): Promise<Job[]> => queue.getJobs(['wait']);
  const opened = (job: Job): unknown =>
    JSON.parse(app.get(Sealer, { strict: false }).open((job.data as { sealed: string }).sealed));

  describe('handshake', () => {
    const handshake = (query: Record<string, string>): Promise<Response> =>
      fetch(`${url}?${new URLSearchParams(query).toString()}`);
    const right = {
      'hub.mode': 'subscribe',
      'hub.challenge': '1158201444',
      'hub.verify_token': testAccount.verifyToken,
    };

    it.each(['1158201444', '007', '1e3', '<b>é 😀</b>'])(
      'returns the challenge %s verbatim',
      async (challenge) => {
        const response = await handshake({ ...right, 'hub.challenge': challenge });

        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
        expect(await response.text()).toBe(challenge);
      },
    );

    it.each<[string, Record<string, string>, string]>([
      ['no parameters', {}, 'none of them came'],
      ['parameters of others', { foo: 'bar' }, 'none of them came'],
      ['another mode', { ...right, 'hub.mode': 'unsubscribe' }, 'hub.mode must be "subscribe"'],
      ['no mode', { ...right, 'hub.mode': '' }, 'hub.mode must be "subscribe"'],
      ['a wrong token', { ...right, 'hub.verify_token': 'wrong' }, 'hub.verify_token is not'],
      [
        'a token in other letters',
        { ...right, 'hub.verify_token': testAccount.verifyToken.toUpperCase() },
        'hub.verify_token is not',
      ],
      ['an empty token', { ...right, 'hub.verify_token': '' }, 'hub.verify_token is missing'],
      ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }, 'hub.verify_token is missing'],
      [
        'no challenge',
        { 'hub.mode': 'subscribe', 'hub.verify_token': testAccount.verifyToken },
        'hub.challenge is missing',
      ],
    ])('refuses %s and says so', async (_, query, says) => {
      const response = await handshake(query);

      expect(response.status).toBe(403);
      const { message } = (await response.json()) as { message: string };
      expect(message).toContain(says);
      for (const secret of [testAccount.verifyToken, query['hub.verify_token']]) {
        if (secret) expect(message).not.toContain(secret);
      }
    });

    it.each(Object.keys(right))('refuses %s when it is given twice and says so', async (name) => {
      const twice = `${new URLSearchParams(right).toString()}&${name}=subscribe`;

      const response = await fetch(`${url}?${twice}`);

      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ message: `${name} must be given once` });
    });
  });

  it('answers 200 once the queue has the message', async () => {
    const wamid = newWamid();

    const response = await postWebhook(url, webhook(textValue('call mom', sheena, wamid)));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'processing' });
    const [job, ...others] = await jobs(intent);
    expect(others).toEqual([]);
    expect(opened(job!)).toMatchObject({
      wamid,
      kind: 'text',
      text: 'call mom',
      from: { phone: sheena.phone, bsuid: sheena.bsuid, name: sheena.name },
      sentAt: expect.any(Number),
    });
  });

  it('holds nothing on the queue that could be read', async () => {
    // As WhatsApp builds its ids: the phone number is inside, in base64.
    const wamid = `wamid.${Buffer.from(`..${sheena.phone}..`).toString('base64')}`;
    const statuses = [{ id: wamid, status: 'sent', timestamp: '1750030073', recipient_id: sheena.phone }];
    await postWebhook(url, webhook({ ...textValue('see Dr. Müller', sheena, wamid), statuses }));

    const all = [...(await jobs(intent)), ...(await jobs(status))];

    expect(all).toHaveLength(2);
    for (const job of all) {
      const stored = JSON.stringify(job.asJSON());
      for (const secret of ['Müller', 'Sheena', sheena.phone!, sheena.bsuid!, wamid, wamid.slice(8, -8)]) {
        expect(stored).not.toContain(secret);
      }
    }
  });

  it('enqueues the same webhook once, however often it is delivered', async () => {
    const same = webhook(textValue('call mom'));

    for (let time = 0; time < 3; time++) expect((await postWebhook(url, same)).status).toBe(200);
    await Promise.all(Array.from({ length: 5 }, () => postWebhook(url, same)));

    expect(await jobs(intent)).toHaveLength(1);
  });

  it('enqueues a message once that stands twice in one webhook', async () => {
    const value = textValue('call mom');

    await postWebhook(url, webhook(value, value));

    expect(await jobs(intent)).toHaveLength(1);
  });

  it('enqueues each status of a message by itself, the same one once', async () => {
    const id = newWamid();
    const statuses = ['sent', 'delivered', 'delivered', 'read'].map((said) => ({
      id,
      status: said,
      timestamp: '1750030073',
    }));
    const { metadata } = textValue('');

    expect((await postWebhook(url, webhook({ metadata, statuses }))).status).toBe(200);

    const reports = (await jobs(status)).map((job) => (opened(job) as { status: string }).status);
    expect(reports.toSorted()).toEqual(['delivered', 'read', 'sent']);
    expect(await jobs(intent)).toEqual([]);
  });

  it('takes the largest batch that WhatsApp sends', async () => {
    const values = Array.from({ length: 1_000 }, (_, at) => textValue(`message ${at}`));

    expect((await postWebhook(url, webhook(...values))).status).toBe(200);

    const queued = (await jobs(intent)).flatMap(opened);
    expect(new Set(queued.map((one) => (one as { wamid: string }).wamid)).size).toBe(1_000);
  });

  it('answers 200 to a webhook without anything for us', async () => {
    const unknown = {
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'calls', value: {} }] }],
    };

    for (const body of [unknown, webhook(), webhook({ nonsense: true })]) {
      expect((await postWebhook(url, body)).status).toBe(200);
    }
    expect(await jobs(intent)).toEqual([]);
  });

  describe('signature', () => {
    const body = (): string => JSON.stringify(webhook(textValue('call mom')));

    it.each([
      ['of another secret', (bytes: string) => sign(Buffer.from(bytes), 'another secret')],
      ['of another body', () => sign(Buffer.from('{}'), testAccount.appSecret)],
      ['in upper case', (bytes: string) => sign(Buffer.from(bytes), testAccount.appSecret).toUpperCase()],
      ['that is empty', () => ''],
      ['that is none', () => 'sha256=yes'],
    ])('%s is refused', async (_, signatureOf) => {
      const bytes = body();

      const response = await postWebhook(url, bytes, signatureOf(bytes));

      expect(response.status).toBe(401);
      expect(await jobs(intent)).toEqual([]);
    });

    it('that is missing is refused, with and without a body', async () => {
      for (const bytes of [body(), undefined]) {
        const response = await fetch(url, { method: 'POST', body: bytes });

        expect(response.status).toBe(401);
      }
      expect(await jobs(intent)).toEqual([]);
    });

    it('with any secret of the list is accepted', async () => {
      for (const secret of ['a_newer_secret', testAccount.appSecret]) {
        const bytes = body();

        expect((await postWebhook(url, bytes, sign(Buffer.from(bytes), secret))).status).toBe(200);
      }
      expect(await jobs(intent)).toHaveLength(2);
    });

    it('is checked over the bytes as they came, with escaped characters and spaces', async () => {
      const escaped = JSON.stringify(webhook(textValue('Grüße 😀')), null, 2)
        .replaceAll('ü', String.raw`\u00fc`)
        .replaceAll('ß', String.raw`\u00df`)
        .replaceAll('😀', String.raw`\ud83d\ude00`)
        .replaceAll('/', String.raw`\/`);
      expect(escaped).toMatch(/^[\x20-\x7E\n]+$/);

      expect((await postWebhook(url, escaped)).status).toBe(200);

      const [job] = await jobs(intent);
      expect(opened(job!)).toMatchObject({ text: 'Grüße 😀' });
    });

    it('counts whatever type the body is said to be', async () => {
      const bytes = body();

      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'text/plain',
          'x-hub-signature-256': sign(Buffer.from(bytes), testAccount.appSecret),
        },
        body: bytes,
      });

      expect(response.status).toBe(200);
    });
  });

  it.each(['', 'no JSON', '{"object":', '\u0000'])(
    'answers 400 to a body that is not JSON: %p',
    async (body) => {
      expect((await postWebhook(url, body)).status).toBe(400);
      expect(await jobs(intent)).toEqual([]);
    },
  );

  describe('size', () => {
    const padded = (bytes: number): string => {
      const bare = webhook({ ...textValue('call mom'), padding: '' });
      const missing = bytes - JSON.stringify(bare).length;
      const [entry] = bare.entry as { changes: { value: { padding: string } }[] }[];
      entry!.changes[0]!.value.padding = 'x'.repeat(missing);
      return JSON.stringify(bare);
    };

    it.each([2.9 * MiB, 3 * MiB].map(Math.floor))('of %i bytes is accepted', async (bytes) => {
      const body = padded(bytes);
      expect(Buffer.byteLength(body)).toBe(bytes);

      expect((await postWebhook(url, body)).status).toBe(200);
      expect(await jobs(intent)).toHaveLength(1);
    });

    it('over 3 MiB is refused with 413', async () => {
      expect((await postWebhook(url, padded(3 * MiB + 1))).status).toBe(413);
      expect(await jobs(intent)).toEqual([]);
    });
  });

  it('is ready while the queue is in reach', async () => {
    const response = await fetch(`${await app.getUrl()}/health/ready`);

    expect(response.status).toBe(200);
  });
});

describe.each(queueBackends)('with its $name out of reach', ({ name }) => {
  let app: NestExpressApplication;

  beforeAll(async () => {
    app = await startIngress(
      name === 'Redis'
        ? { REDIS_URL: 'redis://127.0.0.1:1' }
        : { DATABASE_URL: 'postgresql://user:password@127.0.0.1:1/handsfree' },
    );
  });
  afterAll(() => app.close());

  it('the webhook answers 503, so that WhatsApp delivers again', async () => {
    const url = `${await app.getUrl()}/webhook`;

    const responses = await Promise.all(
      Array.from({ length: 5 }, () => postWebhook(url, webhook(textValue('call mom')))),
    );

    expect(responses.map((response) => response.status)).toEqual([503, 503, 503, 503, 503]);
  });

  it('the app is not ready but lives on', async () => {
    const base = await app.getUrl();

    expect((await fetch(`${base}/health/ready`)).status).toBe(503);
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect((await postWebhook(`${base}/webhook`, 'no JSON')).status).toBe(400);
  });

  it('bad signatures are told from good ones all the same', async () => {
    const response = await postWebhook(`${await app.getUrl()}/webhook`, webhook(), 'sha256=wrong');

    expect(response.status).toBe(401);
  });
});
