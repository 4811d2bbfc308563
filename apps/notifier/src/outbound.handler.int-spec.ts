import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Logger } from '@nestjs/common';

import {
  ContactStore,
  Database,
  EarlyStatusStore,
  MarketingStore,
  OutboundStatusStore,
  OutboundStore,
  TemplateStore,
} from '#data';
import { freePort, Sealer } from '#platform';
import { PermanentJobError, PostponedError, RateLimitedError } from '#queues';
import { createTestDatabase, type TestDatabase } from '#testing';
import { GraphClient, GraphError } from '#whatsapp';

import { OutboundHandler } from './outbound.handler.ts';
import { SendingRules } from './sending-rules.service.ts';
import { StatusHandler } from './status.handler.ts';
import { StatusReports } from './status-reports.service.ts';

const sealer = new Sealer([{ id: 'test', key: randomBytes(32) }]);
const doubtMs = 10_000;

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const error = (status: number, code: number): RequestListener =>
  json(status, { error: { code, message: `(#${code})`, fbtrace_id: 'trace' } });
let wamids = 0;
const accepted: RequestListener = (request, response) =>
  json(200, { messages: [{ id: `wamid.${++wamids}` }] })(request, response);
const cut: RequestListener = (request) => request.socket.destroy();
const silent: RequestListener = () => undefined;
const gateway: RequestListener = (_, response) => response.writeHead(502).end('<html>Bad Gateway</html>');

describe('OutboundHandler', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let outbound: OutboundStore;
  let whatsapp: Server;
  let answer: RequestListener;
  let received: { to?: string; text: { body: string }; biz_opaque_callback_data: string }[];
  let rules: SendingRules;
  let handler: OutboundHandler;
  let statusHandler: StatusHandler;
  let outboundId: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    outbound = new OutboundStore(database, sealer);
    rules = new SendingRules(new TemplateStore(database), new MarketingStore(database));
    const reports = new StatusReports(new OutboundStatusStore(database, sealer), rules);
    statusHandler = new StatusHandler(reports, new EarlyStatusStore(database, sealer));
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });

  beforeEach(async () => {
    received = [];
    answer = accepted;
    whatsapp = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push(JSON.parse(Buffer.concat(chunks).toString()) as (typeof received)[number]);
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => whatsapp.listen(0, '127.0.0.1', resolve));
    handler = handlerFor((whatsapp.address() as AddressInfo).port);
    outboundId = await write();
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => {
      whatsapp.close(() => resolve());
      whatsapp.closeAllConnections();
    });
    await testDatabase.query('DELETE FROM contact');
  });

  function handlerFor(port: number): OutboundHandler {
    const config = {
      apiTokens: ['token'],
      phoneNumberId: '106540352242922',
      apiBaseUrl: `http://127.0.0.1:${port}`,
      apiVersion: 'v26.0',
    };
    return new OutboundHandler(outbound, new GraphClient(config, 500), rules);
  }

  async function write(body = 'Hello!'): Promise<string> {
    const contact = await new ContactStore(database, sealer).resolve({ phone: '16505551234' });
    return database.transaction((tx) => outbound.write(tx, { contactId: contact.id, body }));
  }

  const row = () => database.outboundMessage.findUniqueOrThrow({ where: { id: outboundId } });
  const handle = (): Promise<void> => handler.handle({ outboundId });
  async function failure(work: Promise<void>): Promise<Error> {
    const thrown: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(thrown).toBeInstanceOf(Error);
    return thrown as Error;
  }
  /** Lets the doubt about the message be over. */
  const letTimePass = (): Promise<unknown> =>
    database.outboundMessage.update({
      where: { id: outboundId },
      data: { sendingSince: new Date(Date.now() - doubtMs - 1_000) },
    });

  it('sends a message to its person, with our id', async () => {
    await handle();

    expect(received).toEqual([
      expect.objectContaining({
        to: '+16505551234',
        text: { body: 'Hello!', preview_url: false },
        biz_opaque_callback_data: outboundId,
      }),
    ]);
    const { status, wamidSealed } = await row();
    expect(status).toBe('accepted');
    expect(sealer.open(wamidSealed!)).toBe(`wamid.${wamids}`);
  });

  it('sends nothing the second time', async () => {
    await handle();
    await handle();

    expect(received).toHaveLength(1);
  });

  it('sends once when it runs several times at once', async () => {
    const runs = await Promise.allSettled(Array.from({ length: 5 }, handle));

    expect(received).toHaveLength(1);
    for (const run of runs) {
      if (run.status === 'rejected') expect(run.reason).toBeInstanceOf(PostponedError);
    }
    expect((await row()).status).toBe('accepted');
  });

  it('has nothing to do for a message that does not exist any more', async () => {
    await expect(handler.handle({ outboundId: randomUUID() })).resolves.toBeUndefined();
    expect(received).toEqual([]);
  });

  describe('when WhatsApp refuses', () => {
    beforeEach(() => {
      answer = error(400, 131_026);
    });

    it('gives up at once', async () => {
      const thrown = await failure(handle());

      expect(thrown).toBeInstanceOf(PermanentJobError);
      expect(thrown.cause).toMatchObject({ code: 131_026 });
    });

    it("notes the failure with WhatsApp's code", async () => {
      await handler.giveUp({ outboundId }, await failure(handle()));

      expect(await row()).toMatchObject({ status: 'failed', errorCode: 131_026 });
      await handle();
      expect(received).toHaveLength(1);
    });
  });

  describe('when WhatsApp is out of order', () => {
    it('lets the message wait and fails, to be tried again', async () => {
      answer = error(500, 131_000);

      const thrown = await failure(handle());

      expect(thrown).toBeInstanceOf(GraphError);
      expect((await row()).status).toBe('queued');
    });

    it('sends at once when it is tried again', async () => {
      answer = error(500, 131_000);
      await failure(handle());
      answer = accepted;

      await handle();

      expect((await row()).status).toBe('accepted');
      expect(received).toHaveLength(2);
    });

    it('does so too when nobody listens', async () => {
      handler = handlerFor(await freePort());

      expect(await failure(handle())).toMatchObject({ outcome: 'not sent' });
      expect((await row()).status).toBe('queued');
    });

    it('notes the failure with the code when the last attempt is used up', async () => {
      answer = error(500, 131_000);

      await handler.giveUp({ outboundId }, await failure(handle()));

      expect(await row()).toMatchObject({ status: 'failed', errorCode: 131_000 });
    });
  });

  it.each([
    [400, 130_429],
    [429, 130_429],
    [400, 4],
    [400, 80_007],
  ])('lets the whole queue wait when WhatsApp asks for it (HTTP %i, %i)', async (status, code) => {
    answer = error(status, code);

    const thrown = await failure(handle());

    expect(thrown).toBeInstanceOf(RateLimitedError);
    expect((thrown as RateLimitedError).retryAfterMs).toBeGreaterThan(0);
    expect((await row()).status).toBe('queued');
  });

  describe.each([
    ['the connection breaks', cut],
    ['no answer comes in time', silent],
    ['a gateway answers instead', gateway],
    ['the answer holds no id', json(200, {})],
  ])('when %s', (_, broken) => {
    beforeEach(() => {
      answer = broken;
    });

    it('does not know whether the message arrived, and waits', async () => {
      const thrown = await failure(handle());

      expect(thrown).toBeInstanceOf(PostponedError);
      expect((thrown as PostponedError).delayMs).toBe(doubtMs);
      expect((await row()).status).toBe('sending');
    });
  });

  describe('while it is not known whether the message arrived', () => {
    beforeEach(async () => {
      answer = cut;
      await failure(handle());
      answer = accepted;
    });

    it('sends nothing, and waits for what is left of the time', async () => {
      const thrown = await failure(handle());

      expect(thrown).toBeInstanceOf(PostponedError);
      expect((thrown as PostponedError).delayMs).toBeGreaterThan(doubtMs - 5_000);
      expect((thrown as PostponedError).delayMs).toBeLessThanOrEqual(doubtMs);
      expect(received).toHaveLength(1);
    });

    it('gives up when three sends in a row brought neither an answer nor a status', async () => {
      answer = cut;
      await letTimePass();
      expect(await failure(handle())).toBeInstanceOf(PostponedError);
      await letTimePass();

      expect(await failure(handle())).toBeInstanceOf(PermanentJobError);
      expect(received).toHaveLength(3);
    });

    it('sends it again once the time is over', async () => {
      await letTimePass();

      await handle();

      expect(received).toHaveLength(2);
      expect((await row()).status).toBe('accepted');
    });

    it('sends it again once, when several notice that the time is over', async () => {
      await letTimePass();

      await Promise.allSettled(Array.from({ length: 5 }, handle));

      expect(received).toHaveLength(2);
    });

    it.each(['sent', 'delivered', 'read'] as const)('a report that it was %s settles it', async (status) => {
      const report = { messageKey: 'key', wamid: 'wamid.REPORTED=', occurredAt: 1_750_030_073 };
      await statusHandler.handle({ ...report, status, callbackData: outboundId });
      await letTimePass();

      await handle();

      expect(received).toHaveLength(1);
      expect((await row()).status).toBe(status);
    });

    it('a report that it failed settles it', async () => {
      await statusHandler.handle({
        messageKey: 'key',
        wamid: 'wamid.REPORTED=',
        occurredAt: 1_750_030_073,
        status: 'failed',
        errorCode: 131_047,
        callbackData: outboundId,
      });
      await letTimePass();

      await handle();

      expect(received).toHaveLength(1);
      expect(await row()).toMatchObject({ status: 'failed', errorCode: 131_047 });
    });
  });

  it('waits for a message that died with the process which was sending it', async () => {
    await outbound.startSending(outboundId, doubtMs);

    expect(await failure(handle())).toBeInstanceOf(PostponedError);
    expect(received).toEqual([]);

    await letTimePass();
    await handle();
    expect(received).toHaveLength(1);
  });

  it('tells nothing of the message in its errors', async () => {
    outboundId = await write('call my lawyer');
    for (const broken of [error(400, 131_026), error(500, 131_000), error(400, 130_429), cut]) {
      answer = broken;

      const { message, stack } = await failure(handle());

      expect(`${message} ${stack}`).not.toMatch(/lawyer|16505551234/);
    }
  });

  describe('a status report', () => {
    const report = {
      messageKey: 'key',
      wamid: 'wamid.REPORTED=',
      occurredAt: 1_750_030_073,
      status: 'read' as const,
    };

    it('is noted with its time and price', async () => {
      const pricing = { billable: true, category: 'service' };
      await statusHandler.handle({ ...report, callbackData: outboundId, pricing });

      expect(
        await database.outboundStatusEntry.findMany({ where: { outboundMessageId: outboundId } }),
      ).toEqual([
        expect.objectContaining({ status: 'read', occurredAt: new Date('2025-06-15T23:27:53Z'), pricing }),
      ]);
    });

    it.each([undefined, 'job-42 of somebody else', '', randomUUID()])(
      'of a message that is not ours is passed over (%p)',
      async (callbackData) => {
        await expect(statusHandler.handle({ ...report, callbackData })).resolves.toBeUndefined();

        expect((await row()).status).toBe('queued');
      },
    );
  });
});
