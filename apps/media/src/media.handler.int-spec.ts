import { openAsBlob } from 'node:fs';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { getQueueToken } from '@nestjs/bullmq';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { loadConfig, Sealer } from '#platform';
import { DelayJobError, type InboundPayload, intentQueue, mediaQueue, PermanentJobError } from '#queues';
import {
  patientQueues,
  queueBackends,
  sampleFiles,
  type SentMedia,
  sheena,
  StandInGemini,
  TestStack,
  waitUntil,
} from '#testing';

import { mediaSettings } from './media.config.ts';
import { MediaHandler } from './media.handler.ts';
import { MediaModule } from './media.module.ts';
import { TemporaryFiles } from './temporary-files.ts';

const mebibyte = 1_024 * 1_024;

/** It waits for its queues however long a busy machine takes. */
const mediaApp = (environment: Record<string, string>): DynamicModule =>
  MediaModule.with(loadConfig(mediaSettings, environment), undefined, patientQueues);

/** Garbage left from before would distort the measurement. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe.each(queueBackends)('a message with a file, with queues on $name', (backend) => {
  let stack: TestStack;
  let app: INestApplication;
  let sealer: Sealer;
  let handler: MediaHandler;
  let intent: Queue<{ sealed: string }>;
  let media: Queue<{ sealed: string }>;

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['simulator']);
    app = await NestFactory.create(mediaApp(stack.environment), {
      logger: false,
    });
    await app.init();
    sealer = app.get(Sealer, { strict: false });
    handler = app.get(MediaHandler);
    intent = app.get(getQueueToken(intentQueue.name), { strict: false });
    media = app.get(getQueueToken(mediaQueue.name), { strict: false });
  });
  afterAll(async () => {
    await app.close();
    await stack.close();
  });
  beforeEach(() => stack.simulator.setFaults({ downloads: { status: 404, times: 0 } }));
  afterEach(async () => {
    await intent.obliterate({ force: true });
    await stack.simulator.emptyBooks();
  });

  function payloadOf(kind: string, sent: { wamid: string; media: SentMedia }): InboundPayload {
    const { wamid, media: file } = sent;
    return {
      messageKey: sealer.blindIndex('wamid', wamid),
      wamid,
      from: { phone: sheena.phone, bsuid: sheena.bsuid, name: sheena.name },
      kind,
      text: file.caption,
      sentAt: Math.floor(Date.now() / 1_000),
      receivedAt: Date.now(),
      awaitsMedia: true,
      media: {
        id: file.id,
        url: file.url,
        mimeType: file.mime_type,
        sha256: file.sha256,
        filename: file.filename,
      },
    };
  }
  const send = async (
    kind: string,
    bytes: Uint8Array<ArrayBuffer> | Blob,
    type: string,
    query?: Record<string, string>,
  ): Promise<InboundPayload> => payloadOf(kind, await stack.simulator.attach(kind, bytes, type, query));
  const sendPicture = (): Promise<InboundPayload> => send('image', sampleFiles.jpeg, 'image/jpeg');
  const padded = (sample: Uint8Array, size: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(size);
    bytes.set(sample);
    return bytes;
  };

  /** What is on the intent queue. */
  async function handedOn(): Promise<InboundPayload[]> {
    const jobs = await intent.getJobs(['wait', 'delayed', 'prioritized']);
    return jobs.map(({ data }) => JSON.parse(sealer.open(data.sealed)) as InboundPayload);
  }
  const downloads = async () => (await stack.simulator.books()).downloads;

  it.each<[string, keyof typeof sampleFiles, string, Record<string, string>, string]>([
    ['image', 'jpeg', 'image/jpeg', { caption: 'Taj Mahal' }, 'nothing_read'],
    ['audio', 'voice', 'audio/ogg; codecs=opus', { voice: 'true' }, 'needs_model'],
    ['video', 'mp4', 'video/mp4', {}, 'not_understood_yet'],
    ['document', 'pdf', 'application/pdf', { filename: 'receipt.pdf' }, 'nothing_read'],
    ['sticker', 'webp', 'image/webp', {}, 'not_understood_yet'],
    ['hologram', 'exe', 'application/x-of-tomorrow', {}, 'not_understood_yet'],
  ])('of the kind %s is fetched whole and handed on', async (kind, sample, type, query, problem) => {
    const sent = await stack.simulator.attach(
      kind === 'hologram' ? 'document' : kind,
      sampleFiles[sample],
      type,
      query,
    );
    const received = payloadOf(kind, sent);

    await handler.handle(received);

    const { awaitsMedia: _awaits, ...message } = received;
    const { id, mime_type: mimeType, sha256 } = sent.media;
    // Of a picture also where it is: its person may ask to keep it.
    const reading = kind === 'image' ? { picture: { id, mimeType, sha256 } } : undefined;
    expect(await handedOn()).toEqual([
      JSON.parse(JSON.stringify({ ...message, mediaOutcome: { problem, reading } })),
    ]);
    expect(await downloads()).toEqual([
      expect.objectContaining({ mediaId: sent.media.id, end: 'complete', userAgent: 'Handsfree/0.1' }),
    ]);
  });

  it('that comes over the queue is worked off, and stays one when it comes twice', async () => {
    const received = await sendPicture();
    await media.add('media', { sealed: sealer.seal(JSON.stringify(received)) }, { jobId: 'f-1' });
    await media.add('media', { sealed: sealer.seal(JSON.stringify(received)) }, { jobId: 'f-2' });

    await waitUntil('both were worked off', async () => (await downloads()).length === 2);
    await waitUntil('nothing is left', async () => (await media.getJobCounts()).active === 0);
    expect(await handedOn()).toHaveLength(1);
  });

  it('needs no link in the webhook', async () => {
    const received = await sendPicture();

    await handler.handle({ ...received, media: { ...received.media!, url: undefined } });

    expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem: 'nothing_read' } }]);
  });

  describe('has its link renewed', () => {
    it.each([404, 'wrong bytes'])('once, after %s', async (status) => {
      const received = await sendPicture();
      await stack.simulator.setFaults({ downloads: { status, times: 1 } });

      await handler.handle(received);

      expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem: 'nothing_read' } }]);
      expect(await downloads()).toHaveLength(2);
    });
  });

  describe('is explained', () => {
    it.each<[string | number, string]>([
      [404, 'gone'],
      [410, 'gone'],
      ['wrong bytes', 'damaged'],
    ])('after %s twice: %s', async (status, problem) => {
      const received = await sendPicture();
      await stack.simulator.setFaults({ downloads: { status, times: 2 } });

      await handler.handle(received);

      expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem } }]);
    });

    it('when WhatsApp does not know the file any more', async () => {
      const received = await sendPicture();

      await handler.handle({ ...received, media: { id: '1003383421387256', mimeType: 'image/jpeg' } });

      expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem: 'gone' } }]);
    });

    it('when it is empty', async () => {
      await handler.handle(await send('document', new Uint8Array(), 'text/plain'));

      expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem: 'damaged' } }]);
    });

    it('when it is not what it says it is', async () => {
      await handler.handle(await send('image', sampleFiles.exe, 'image/jpeg'));

      expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem: 'wrong_type' } }]);
    });

    it.each<[string, Uint8Array, string, number, string]>([
      ['image', sampleFiles.jpeg, 'image/jpeg', 5 * mebibyte, 'nothing_read'],
      ['audio', sampleFiles.mp3, 'audio/mpeg', 16 * mebibyte, 'needs_model'],
      ['video', sampleFiles.mp4, 'video/mp4', 16 * mebibyte, 'not_understood_yet'],
      ['sticker', sampleFiles.webp, 'image/webp', 500 * 1_024, 'not_understood_yet'],
    ])('when it is larger than may be (%s)', async (kind, sample, type, limitBytes, problem) => {
      const largest = await send(kind, padded(sample, limitBytes), type);
      await handler.handle(largest);
      await handler.handle(await send(kind, padded(sample, limitBytes + 1), type));
      await handler.handle({ ...largest, messageKey: 'same', media: { id: largest.media!.id } });

      const outcomes = (await handedOn()).map(({ mediaOutcome }) => mediaOutcome);
      expect(outcomes).toHaveLength(3);
      const read = expect.objectContaining({ problem });
      expect(outcomes).toEqual(expect.arrayContaining([read, { problem: 'too_big', limitBytes }, read]));
      expect(outcomes.filter((outcome) => outcome?.problem === problem)).toHaveLength(2);
    });

    it('when it turns out to be larger on the way, and the rest is not fetched', async () => {
      const received = await send('sticker', sampleFiles.webp, 'image/webp');
      await stack.simulator.setFaults({ downloads: { status: 'larger', times: 1 } });

      await handler.handle(received);

      expect(await handedOn()).toMatchObject([
        { mediaOutcome: { problem: 'too_big', limitBytes: 500 * 1_024 } },
      ]);
      await waitUntil(
        'the transfer was broken off',
        async () => (await downloads())[0]?.end === 'broken off',
      );
    });

    it('when it could not be fetched within all attempts', async () => {
      const received = await sendPicture();
      await handler.onExhausted(received);

      expect(await handedOn()).toMatchObject([
        { messageKey: received.messageKey, mediaOutcome: { problem: 'unreachable' } },
      ]);
      expect(await handedOn()).not.toMatchObject([{ awaitsMedia: true }]);
    });
  });

  it.each([500, 503, 429, 'cut'])('is tried again after %s', async (status) => {
    const received = await sendPicture();
    await stack.simulator.setFaults({ downloads: { status, times: 1 } });

    await expect(handler.handle(received)).rejects.toBeInstanceOf(DelayJobError);
    expect(await handedOn()).toEqual([]);

    await handler.handle(received);
    expect(await handedOn()).toHaveLength(1);
  });

  it.each([404, 500, 'wrong bytes', 'larger', 'cut', 'slow'])(
    'leaves nothing on the disk (%s)',
    async (status) => {
      const files = app.get(TemporaryFiles);
      const onDisk = (): Promise<string[]> => readdir(files.folder);
      const received = await sendPicture();
      await stack.simulator.setFaults({ downloads: { status, times: 2, delayMs: 200 } });
      const withOne = files.withOne.bind(files);
      const before: string[] = [];
      files.withOne = (work) =>
        withOne(async (path) => {
          try {
            return await work(path);
          } finally {
            before.push(...(await onDisk()));
          }
        });

      await handler
        .handle(received)
        .catch(() => undefined)
        .finally(() => (files.withOne = withOne));

      expect(before).toHaveLength(1);
      expect(await onDisk()).toEqual([]);
    },
  );

  it('is not even fetched when its sender is a stranger', async () => {
    const received = await sendPicture();
    const environment = { ...stack.environment, ACCESS: 'invite', ACCESS_CODE: 'bluebird' };
    const other = await NestFactory.create(mediaApp(environment), {
      logger: false,
    });
    try {
      await other.init();

      await other.get(MediaHandler).handle(received);
      expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem: 'needs_model' } }]);
      expect(await downloads()).toEqual([]);
    } finally {
      await other.close();
    }
  });

  describe('that lies on a foreign host', () => {
    let foreign: Server;
    let requests: number;
    let url: string;

    beforeEach(async () => {
      requests = 0;
      foreign = createServer((_, response) => {
        requests += 1;
        response.end(sampleFiles.jpeg);
      });
      await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/file`;
    });
    afterEach(async () => {
      await new Promise((resolve) => foreign.close(resolve));
    });

    it.each(['the webhook', 'a redirect'])('by the word of %s is given up at once', async (by) => {
      const received = await sendPicture();
      if (by === 'the webhook') received.media!.url = url;
      else await stack.simulator.setFaults({ downloads: { status: 'redirect', location: url, times: 1 } });

      const failure: unknown = await handler.handle(received).catch((error: unknown) => error);

      expect(failure).toBeInstanceOf(PermanentJobError);
      expect((failure as Error).message).toBe('host not allowed');
      expect(requests).toBe(0);
    });
  });

  it('that is a document of 100 MiB does not pass through the memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'large-document-'));
    const path = join(folder, 'receipts.pdf');
    await writeFile(path, sampleFiles.pdf);
    await truncate(path, 100 * mebibyte);
    const received = await send('document', await openAsBlob(path), 'application/pdf');
    await rm(folder, { recursive: true });
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 5);
    try {
      await handler.handle(received);
    } finally {
      clearInterval(watch);
    }

    expect(await handedOn()).toMatchObject([{ mediaOutcome: { problem: 'too_big' } }]);
    expect(most).toBeGreaterThan(0);
    expect(most - before).toBeLessThan(70 * mebibyte);
  });

  it('but without a file is a fault of ours and is given up at once', async () => {
    const received = await sendPicture();

    await expect(handler.handle({ ...received, media: undefined })).rejects.toBeInstanceOf(PermanentJobError);
  });

  describe('of which only the language model could tell what it says', () => {
    let gemini: StandInGemini;
    let withModel: INestApplication;
    const opened: INestApplication[] = [];

    /** @param name of its own queues */
    async function open(name: string): Promise<INestApplication> {
      const prefix = `${stack.environment.QUEUE_PREFIX}${name}`;
      const environment = { ...stack.environment, ...gemini.settings, QUEUE_PREFIX: prefix };
      const one = await NestFactory.create(mediaApp(environment), {
        logger: false,
      });
      opened.push(one);
      return one.init();
    }
    async function payloadsOn(from: INestApplication, { name }: { name: string }): Promise<InboundPayload[]> {
      const queue = from.get<Queue<{ sealed: string }>>(getQueueToken(name), { strict: false });
      const jobs = await queue.getJobs(['wait', 'delayed', 'prioritized', 'active']);
      return jobs.map(({ data }) => JSON.parse(sealer.open(data.sealed)) as InboundPayload);
    }
    /** @param ageMs of the message */
    async function sendRecording(ageMs = 0): Promise<InboundPayload> {
      const received = await send('audio', sampleFiles.mp3, 'audio/mpeg');
      const receivedAt = Date.now() - ageMs;
      return { ...received, receivedAt, sentAt: Math.floor(receivedAt / 1_000) };
    }

    beforeAll(async () => {
      gemini = await StandInGemini.start();
      withModel = await open('m');
    });
    afterAll(async () => {
      for (const one of opened) await one.close();
      await gemini.close();
    });
    beforeEach(() => gemini.forget());

    it('is answered without it while that is away, and once more when it is back', async () => {
      const received = { ...(await sendRecording()), text: 'for my list' };
      const reading = withModel.get(MediaHandler);
      gemini.fail('overloaded', 'overloaded', 'overloaded');

      await reading.handle(received);

      expect(await payloadsOn(withModel, intentQueue)).toMatchObject([
        { wamid: received.wamid, text: 'for my list', mediaOutcome: { problem: 'model_away' } },
      ]);
      const [later] = await waitUntil('it is to be read later', async () => {
        const payloads = await payloadsOn(withModel, mediaQueue);
        return payloads.length > 0 && payloads;
      });
      expect(later).toMatchObject({ readLaterFor: received.wamid, caption: 'for my list' });
      expect(later!.wamid).not.toBe(received.wamid);
      await expect(reading.handle(later!)).rejects.toBeInstanceOf(DelayJobError);

      gemini.answer({ speech: true, transcript: 'add milk', confidence: 0.9, language: 'en' });
      await reading.handle({ ...later!, notBefore: Date.now() });

      const read = (await payloadsOn(withModel, intentQueue)).find(({ wamid }) => wamid === later!.wamid);
      // Sure of it or not, the person is asked; and the caption has been acted on.
      expect(read?.mediaOutcome).toEqual({
        text: 'add milk',
        reading: { heard: { confidence: 0.5, language: 'en' } },
      });
      expect(read).not.toHaveProperty('text');
      expect(read).not.toHaveProperty('caption');
    });

    it('is tried until no answer would reach the person any more, who is told so before', async () => {
      const hours = 3_600_000;
      const reading = withModel.get(MediaHandler);
      const later = { ...(await sendRecording(22 * hours)), readLaterFor: 'wamid.voice' };
      const last = { ...(await sendRecording(23 * hours)), readLaterFor: 'wamid.other' };
      gemini.fail('overloaded', 'overloaded', 'overloaded');
      await expect(reading.handle(later)).rejects.toBeInstanceOf(DelayJobError);

      gemini.fail('overloaded', 'overloaded', 'overloaded');
      await reading.handle(last);

      const handed = (await payloadsOn(withModel, intentQueue)).filter(({ readLaterFor }) => readLaterFor);
      expect(handed).toContainEqual(
        expect.objectContaining({ wamid: last.wamid, mediaOutcome: { problem: 'given_up' } }),
      );
      expect(handed.map(({ wamid }) => wamid)).not.toContain(later.wamid);
    });

    it('is not downloaded for another attempt while it is known to be away', async () => {
      const paused = await open('p');
      const reading = paused.get(MediaHandler);
      gemini.fail('day_quota');
      await reading.handle(await sendRecording());
      await stack.simulator.emptyBooks();
      const later = { ...(await sendRecording(6 * 60_000)), readLaterFor: 'wamid.voice' };

      await expect(reading.handle(later)).rejects.toBeInstanceOf(DelayJobError);
      expect(await downloads()).toEqual([]);
      expect(gemini.calls).toBe(1);
    });
  });
});
