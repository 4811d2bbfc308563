import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { loadConfig, Sealer } from '#platform';
import { type InboundPayload, intentQueue, mediaQueue } from '#queues';
import { patientQueues, queueBackends, sampleFiles, sheena, TestStack, waitUntil } from '#testing';

import { mediaSettings } from './media.config.ts';
import { MediaModule } from './media.module.ts';

const run = promisify(execFile);
const mebibyte = 1_024 * 1_024;
/** Only root may make a disk of a size. */
const describeAsRoot = process.platform === 'linux' && process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot.each(queueBackends)('a disk of 2 MiB, with queues on $name', (backend) => {
  let stack: TestStack;
  let disk: string;
  let app: INestApplication;
  let sealer: Sealer;
  let intent: Queue<{ sealed: string }>;
  let media: Queue<{ sealed: string }>;

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['simulator']);
    disk = await mkdtemp(join(tmpdir(), 'small-disk-'));
    await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
    const config = loadConfig(mediaSettings, stack.environment);
    app = await NestFactory.create(MediaModule.with(config, disk, patientQueues), { logger: false });
    await app.init();
    sealer = app.get(Sealer, { strict: false });
    intent = app.get(getQueueToken(intentQueue.name), { strict: false });
    media = app.get(getQueueToken(mediaQueue.name), { strict: false });
  });
  afterAll(async () => {
    await app?.close();
    await run('umount', [disk]);
    await rm(disk, { recursive: true });
    await stack?.close();
  });

  /** @returns the key of its message */
  async function sendPicture(bytes: number): Promise<string> {
    const picture = new Uint8Array(bytes);
    picture.set(sampleFiles.jpeg);
    const { wamid, media: file } = await stack.simulator.attach('image', picture, 'image/jpeg');
    const messageKey = sealer.blindIndex('wamid', wamid);
    const payload: InboundPayload = {
      messageKey,
      wamid,
      from: { phone: sheena.phone },
      kind: 'image',
      sentAt: 1_749_416_383,
      awaitsMedia: true,
      media: { id: file.id, url: file.url, mimeType: file.mime_type, sha256: file.sha256 },
    };
    const sealed = sealer.seal(JSON.stringify(payload));
    await media.add('media', { sealed }, { jobId: `f-${messageKey}`, attempts: 12, backoff: 1 });
    return messageKey;
  }

  async function problems(): Promise<Record<string, string | undefined>> {
    const jobs = await intent.getJobs(['wait', 'delayed', 'prioritized']);
    const messages = jobs.map(({ data }) => JSON.parse(sealer.open(data.sealed)) as InboundPayload);
    return Object.fromEntries(messages.map((one) => [one.messageKey, one.mediaOutcome?.problem]));
  }

  it('takes files that fit, and the sender of a larger one hears of it in the end', async () => {
    const large = await sendPicture(3 * mebibyte);
    const small = await sendPicture(sampleFiles.jpeg.length);

    await waitUntil('both are handed on', async () => Object.keys(await problems()).length === 2, 100_000);
    expect(await problems()).toEqual({ [large]: 'unreachable', [small]: 'nothing_read' });
  });
});
