import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { ContactStore, Database, DeadLetterStore, InboundStore, OutboundStore } from '#data';
import { loadConfig } from '#platform';
import { outboundQueue } from '#queues';
import { newWamid, patientQueues, queueBackends, TestStack, waitUntil } from '#testing';

import { notifierSettings } from './notifier.config.ts';
import { NotifierModule } from './notifier.module.ts';
import { OutboxRelay } from './outbox-relay.service.ts';

describe.each(queueBackends)('a replay, with queues on $name', (backend) => {
  let stack: TestStack;
  let app: INestApplication;

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['simulator']);
    const config = loadConfig(notifierSettings, stack.environment);
    const patience = { queues: patientQueues, answerMs: 60_000 };
    app = await NestFactory.create(NotifierModule.with(config, patience), { logger: false });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await stack.close();
  });

  it('of what WhatsApp refused is sent once, though its failed job is still on the queue', async () => {
    const get = <T>(type: new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
    const letters = get(DeadLetterStore);
    const { id: contactId } = await get(ContactStore).resolve({ phone: '16505551234' });
    const said = { wamid: newWamid(), from: { phone: '16505551234' }, kind: 'text', sentAt: new Date() };
    await get(InboundStore).record(said);
    const queue = app.get<Queue>(getQueueToken(outboundQueue.name), { strict: false });
    await stack.simulator.setFaults({ sends: { code: 131_026, times: 1 } });
    const id = await get(Database).transaction((tx) =>
      get(OutboundStore).write(tx, { contactId, body: 'Once' }),
    );
    await queue.add('outbound', { plain: { outboundId: id } }, { ...outboundQueue.options, jobId: id });
    await waitUntil('it has failed', async () => (await letters.list({}, 1)).length === 1);
    await waitUntil('its job has failed', async () => (await queue.getFailedCount()) === 1);

    const replays = await Promise.all([1, 2].map(() => letters.replay([id], { actor: 'ops' })));
    await Promise.all([1, 2].map(() => app.get(OutboxRelay).relay()));

    expect(replays.flat().filter(({ obstacle }) => obstacle === null)).toHaveLength(1);
    await waitUntil('WhatsApp took it', async () => (await letters.find(id))?.status === 'accepted');
    const { sends } = await stack.simulator.books();
    expect(sends.filter(({ body }) => body === 'Once')).toMatchObject([{ callbackData: id }]);
    expect(await letters.list({}, 1)).toEqual([]);
  });
});
