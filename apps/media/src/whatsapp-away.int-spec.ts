import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { loadConfig, Sealer } from '#platform';
import { DelayJobError, type InboundPayload, intentQueue, mediaQueue } from '#queues';
import { patientQueues, queueBackends, sampleFiles, sheena, TestStack, waitUntil } from '#testing';

import { mediaSettings } from './media.config.ts';
import { MediaHandler } from './media.handler.ts';
import { MediaModule } from './media.module.ts';

interface Failure {
  status: number;
  code?: number;
  headers?: Record<string, string>;
}
const expiredToken: Failure = { status: 401, code: 190 };
const throttled: Failure = { status: 400, code: 80_007 };
const outage: Failure = { status: 503 };
const hourMs = 3_600_000;

describe.each(queueBackends)('a file that WhatsApp does not give, with queues on $name', (backend) => {
  let stack: TestStack;
  let graph: Server;
  /** What the next requests fail with. */
  let lookUps: Failure[];
  let downloads: Failure[];
  let requests: string[];
  let app: INestApplication;
  let opened = 0;
  let sealer: Sealer;
  let handler: MediaHandler;
  let intent: Queue<{ sealed: string }>;
  let media: Queue<{ sealed: string }>;

  beforeAll(async () => {
    stack = await TestStack.start(backend, []);
    graph = createServer(({ url = '', headers: { host } }, response) => {
      const isLink = url.startsWith('/file');
      requests.push(isLink ? 'download' : 'look-up');
      const failure = (isLink ? downloads : lookUps).shift();
      if (failure) {
        const { status, code, headers } = failure;
        response.writeHead(status, headers).end(code && JSON.stringify({ error: { code } }));
      } else if (isLink) response.end(sampleFiles.jpeg);
      else response.end(JSON.stringify({ url: `http://${host}/file`, mime_type: 'image/jpeg' }));
    });
    await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => graph.close(resolve));
    await stack.close();
  });

  beforeEach(async () => {
    [lookUps, downloads, requests] = [[], [], []];
    const environment = {
      ...stack.environment,
      WHATSAPP_API_BASE_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
      QUEUE_PREFIX: `${stack.environment.QUEUE_PREFIX}w${++opened}`,
    };
    const config = loadConfig(mediaSettings, environment);
    app = await NestFactory.create(MediaModule.with(config, undefined, patientQueues), { logger: false });
    await app.init();
    sealer = app.get(Sealer, { strict: false });
    handler = app.get(MediaHandler);
    intent = app.get(getQueueToken(intentQueue.name), { strict: false });
    media = app.get(getQueueToken(mediaQueue.name), { strict: false });
  });
  afterEach(async () => {
    await intent.obliterate({ force: true });
    await media.obliterate({ force: true });
    await app.close();
  });

  function picture(id: string, ageMs = 0): InboundPayload {
    const receivedAt = Date.now() - ageMs;
    return {
      messageKey: sealer.blindIndex('wamid', id),
      wamid: id,
      from: { phone: sheena.phone },
      kind: 'image',
      sentAt: Math.floor(receivedAt / 1_000),
      receivedAt,
      awaitsMedia: true,
      media: { id, mimeType: 'image/jpeg' },
    };
  }
  async function payloadsOn(queue: Queue<{ sealed: string }>): Promise<InboundPayload[]> {
    const jobs = await queue.getJobs(['wait', 'delayed', 'prioritized', 'active']);
    return jobs.map(({ data }) => JSON.parse(sealer.open(data.sealed)) as InboundPayload);
  }
  const failureOf = (handling: Promise<void>): Promise<unknown> => handling.catch((error: unknown) => error);

  it.each([
    ['a token has expired', expiredToken],
    ['too many calls', { ...throttled, headers: { 'retry-after': '5' } }],
    ['an outage', outage],
  ])('waits without losing an attempt (%s)', async (_, failure) => {
    lookUps = Array.from({ length: 20 }, () => failure);
    const sealed = sealer.seal(JSON.stringify(picture('wamid.one')));
    await media.add('media', { sealed }, { jobId: 'f-one', attempts: 12, backoff: 1 });

    await waitUntil('it waits', async () => (await media.getJobCounts()).delayed === 1);
    const job = await media.getJob('f-one');
    expect(job).toMatchObject({ attemptsMade: 0 });
  });

  it.each<[string, Failure[], Failure[]]>([
    ['look-up', [outage], []],
    ['download', [], [outage]],
  ])('is read as if nothing had been when the outage is short (%s)', async (_, ofLookUps, ofDownloads) => {
    [lookUps, downloads] = [ofLookUps, ofDownloads];
    const sealed = sealer.seal(JSON.stringify(picture('wamid.one')));
    await media.add('media', { sealed }, { jobId: 'f-one', attempts: 1 });

    const [read] = await waitUntil('it is handed on', async () => {
      const handedOn = await payloadsOn(intent);
      return handedOn.length > 0 && handedOn;
    });
    expect(read).toMatchObject({ wamid: 'wamid.one', mediaOutcome: { problem: 'nothing_read' } });
  });

  it.each([
    ['a token has expired', expiredToken, 30_000],
    ['an outage', outage, 30_000],
    ['a throttle of an hour', { ...throttled, headers: { 'retry-after': '3600' } }, hourMs],
  ])('is announced to be read later rather than left in silence (%s)', async (_, failure, pauseMs) => {
    lookUps = [failure];
    const ageMs = pauseMs === hourMs ? 0 : pauseMs;
    const before = Date.now();

    await handler.handle({ ...picture('wamid.one', ageMs), text: 'for my list' });

    expect(await payloadsOn(intent)).toMatchObject([
      { wamid: 'wamid.one', text: 'for my list', mediaOutcome: { problem: 'model_away' } },
    ]);
    // The app's own worker puts it off meanwhile: a look at the states one by one can miss what goes from one to the next.
    const [later] = await waitUntil('it is put off', async () => {
      const putOff = await payloadsOn(media);
      return putOff.length > 0 && putOff;
    });
    expect(later).toMatchObject({ readLaterFor: 'wamid.one', caption: 'for my list' });
    expect(later!.notBefore).toBeGreaterThanOrEqual(before + pauseMs);
    expect(await failureOf(handler.handle(later!))).toBeInstanceOf(DelayJobError);
    expect(requests).toEqual(['look-up']);
  });

  it('is read once it is to be had, and comes as a message of its own', async () => {
    await handler.handle({
      ...picture('wamid.one#later', hourMs),
      readLaterFor: 'wamid.one',
      notBefore: Date.now(),
    });

    const [read] = await payloadsOn(intent);
    expect(read).toMatchObject({ readLaterFor: 'wamid.one', mediaOutcome: { problem: 'nothing_read' } });
    expect(read).not.toHaveProperty('notBefore');
  });

  it('is not asked for again before the time that WhatsApp names, nor is another one', async () => {
    lookUps = [{ ...throttled, headers: { 'retry-after': '12' } }];

    const waits = await failureOf(handler.handle(picture('wamid.one')));

    expect(waits).toBeInstanceOf(DelayJobError);
    expect((waits as DelayJobError).delayMs).toBeGreaterThanOrEqual(12_000);
    expect(await failureOf(handler.handle(picture('wamid.two')))).toBeInstanceOf(DelayJobError);
    expect(requests).toEqual(['look-up']);
    expect(await payloadsOn(intent)).toEqual([]);
  });

  it.each<[string, number, number, Failure[], Failure[]]>([
    ['soon at first', 20_000, 20_000, [outage], []],
    ['after as long as it is old', 100_000, 100_000, [outage], []],
    ['every ten minutes when it is not even found', 5 * hourMs, 600_000, [outage], []],
    ['every ten minutes without a token', 5 * hourMs, 600_000, [expiredToken], []],
    ['every hour when the download fails', 5 * hourMs, hourMs, [], [outage]],
    ['once more before it is too late', 22.5 * hourMs, hourMs / 2 - 2_000, [], [outage]],
  ])('is asked for less often the longer that lasts (%s)', async (_, ageMs, leastMs, ...failures) => {
    [lookUps, downloads] = failures;
    const begunAt = Date.now();
    const later = { ...picture('wamid.one#later', ageMs), readLaterFor: 'wamid.one', notBefore: Date.now() };

    const waits = (await failureOf(handler.handle(later))) as DelayJobError;

    expect(waits).toBeInstanceOf(DelayJobError);
    const tookMs = Date.now() - begunAt;
    expect(waits.delayMs).toBeGreaterThanOrEqual(leastMs - tookMs);
    expect(waits.delayMs).toBeLessThan(leastMs + 60_000 + tookMs);
  });

  it('is looked at again within ten minutes while WhatsApp is away for all', async () => {
    lookUps = [{ ...throttled, headers: { 'retry-after': '60' } }];
    await failureOf(handler.handle(picture('wamid.one')));
    const later = {
      ...picture('wamid.two#later', 5 * hourMs),
      readLaterFor: 'wamid.two',
      notBefore: Date.now(),
    };

    const waits = (await failureOf(handler.handle(later))) as DelayJobError;

    expect(waits).toBeInstanceOf(DelayJobError);
    expect(waits.delayMs).toBe(600_000);
  });

  it('is given up when no answer would reach the person any more, who hears of it', async () => {
    lookUps = [expiredToken];
    const last = {
      ...picture('wamid.one#later', 23 * hourMs),
      readLaterFor: 'wamid.one',
      notBefore: Date.now(),
    };

    await handler.handle(last);

    expect(await payloadsOn(intent)).toMatchObject([{ mediaOutcome: { problem: 'given_up' } }]);
  });

  it('is given up at once when WhatsApp says that it never will', async () => {
    lookUps = [{ status: 400, code: 100 }];

    await handler.handle(picture('wamid.one'));

    expect(await payloadsOn(intent)).toMatchObject([{ mediaOutcome: { problem: 'gone' } }]);
  });
});
