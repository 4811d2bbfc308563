import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type InboundPayload, intentQueue, mediaQueue } from '#queues';
import { queueBackends, sampleFiles, TestStack, waitUntil, testSealer } from '#testing';

const sealer = testSealer();

it.each(queueBackends)(
  'media killed in the middle of a download: the file is fetched by the next one, and no piece stays behind ($name)',
  async (backend) => {
    const folder = await mkdtemp(join(tmpdir(), 'media-crash-'));
    const stack = await TestStack.start(backend, ['simulator']);
    const pieces = async (): Promise<string[]> =>
      (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('/file'));
    try {
      stack.environment.TMPDIR = folder;
      await stack.startApp('media');
      const { wamid, media } = await stack.simulator.attach('image', sampleFiles.jpeg, 'image/jpeg');
      await stack.simulator.setFaults({ downloads: { status: 'slow', times: 1, delayMs: 600_000 } });
      const payload: InboundPayload = {
        messageKey: 'key',
        wamid,
        from: { phone: '16505551234' },
        kind: 'image',
        sentAt: 1_749_416_383,
        media: { id: media.id, url: media.url, mimeType: media.mime_type, sha256: media.sha256 },
      };
      await stack.onQueue(mediaQueue.name, (queue) =>
        queue.add('media', { sealed: sealer.seal(JSON.stringify(payload)) }, { jobId: 'f-key' }),
      );
      await waitUntil('half of it lies on the disk', async () => (await pieces()).length === 1);

      await stack.app('media').stop('SIGKILL');
      const [left] = await pieces();
      expect(left).toBeDefined();
      await stack.startApp('media');

      // The next one may already be at work.
      expect(await pieces()).not.toContain(left);
      const [job] = await waitUntil('it was handed on', async () => {
        const jobs = await stack.onQueue(intentQueue.name, (queue) => queue.getJobs(['wait']));
        return jobs.length > 0 && jobs;
      });
      await waitUntil('no piece is left', async () => (await pieces()).length === 0);
      const { sealed } = job!.data as { sealed: string };
      expect(JSON.parse(sealer.open(sealed))).toEqual({
        ...payload,
        mediaOutcome: {
          problem: 'nothing_read',
          reading: { picture: { id: media.id, mimeType: media.mime_type, sha256: media.sha256 } },
        },
      });
    } finally {
      await stack.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
