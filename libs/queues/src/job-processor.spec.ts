import { Logger } from '@nestjs/common';
import { type Job, RateLimitError, UnrecoverableError } from 'bullmq';

import { waitUntil } from '#testing';

import { RateLimitedError } from './job-errors.ts';
import { JobProcessor } from './job-processor.ts';
import type { JobData } from './payload-codec.ts';
import { WaitingLog } from './waiting-log.ts';

describe('what BullMQ keeps of a failure, in plain text,', () => {
  beforeEach(() => Logger.overrideLogger(false));
  afterEach(() => Logger.overrideLogger(['log', 'warn', 'error']));

  it.each([
    ['is tried again', 0, Error],
    ['is given up', 2, UnrecoverableError],
  ])('names nobody, when the job %s', async (_what, attemptsMade, kind) => {
    const exhausted: Error[] = [];
    const fault = new Error('no reply to +16505551234');
    const parts = {
      definition: { name: 'outbound', options: { attempts: 3 } },
      runner: {
        handle: () => Promise.reject(fault),
        exhaust: (_content: unknown, error: Error) => Promise.resolve(void exhausted.push(error)),
        correlationOf: () => '3f0c9a51d27e',
      },
      sealer: {},
    };
    const job = { id: 'job', data: { plain: {} }, attemptsMade } as unknown as Job<JobData>;
    const processor = new JobProcessor(parts as unknown as ConstructorParameters<typeof JobProcessor>[0]);

    const kept: Error = await processor.process(job, 'token').then(
      () => new Error('it did not fail'),
      (error: Error) => error,
    );

    expect(kept).toBeInstanceOf(kind);
    expect(kept.message).toBe('no reply to +***');
    expect(kept.stack).not.toContain('6505551234');
    expect(exhausted).toEqual(attemptsMade === 2 ? [fault] : []);
  });
});

describe('what is logged of jobs that wait for the pace of their queue', () => {
  const warned: unknown[] = [];
  const logged: unknown[] = [];
  beforeEach(() => {
    warned.length = logged.length = 0;
    const warn = (line: unknown): void => void warned.push(line);
    Logger.overrideLogger({ log: (line) => void logged.push(line), warn, error: warn });
  });
  afterEach(() => Logger.overrideLogger(['log', 'warn', 'error']));

  /** Handles a job whose handler meets a limit. */
  async function meet(limit: RateLimitedError): Promise<void> {
    const parts = {
      definition: { name: 'outbound', options: { attempts: 3 } },
      runner: {
        handle: () => Promise.reject(limit),
        correlationOf: () => '3f0c9a51d27e',
        whenReachable: (work: () => Promise<unknown>) => work(),
      },
      sealer: {},
      slowDown: () => Promise.resolve(),
    };
    const job = { id: 'job', data: { plain: {} }, attemptsMade: 0 } as unknown as Job<JobData>;
    const processor = new JobProcessor(parts as unknown as ConstructorParameters<typeof JobProcessor>[0]);
    await expect(processor.process(job, 'token')).rejects.toBeInstanceOf(RateLimitError);
  }

  it('our own limit, which is there to be reached, is no line for each', async () => {
    await meet(new RateLimitedError(20, 'all sends of the moment are taken'));

    expect([...warned, ...logged]).toEqual([]);
  });

  it('what WhatsApp asks for is a warning about its message', async () => {
    await meet(new RateLimitedError(20, 'too many', { cause: new Error('4') }));

    expect(warned).toMatchObject([{ message: 'too many', correlationId: '3f0c9a51d27e', queue: 'outbound' }]);
  });

  it('many waits share a line', async () => {
    const waiting = new WaitingLog('outbound', 1);
    for (let wait = 0; wait < 3; wait++) waiting.add('all sends of the moment are taken');
    await waitUntil('the line is there', () => logged.length > 0);

    expect(logged).toEqual([{ message: 'all sends of the moment are taken', queue: 'outbound', waits: 3 }]);
  });
});
