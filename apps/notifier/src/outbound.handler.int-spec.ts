import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';

import { stepChannel } from '#platform';
import { PermanentJobError, DelayJobError } from '#queues';
import { SimulatedWhatsApp } from '#testing';
import { GraphClient } from '#whatsapp';

import { NotifierServices } from '../test/notifier-services.ts';
import { OutboundHandler } from './outbound.handler.ts';

const doubtMs = 10_000;

/** The fault injected into every send from now on; see the simulator's scenario API. */
const error = (status: number, code: number) => ({ status, code, times: 1_000 });
const cut = { status: 'cut', times: 1_000 };
const silent = { status: 'silent', times: 1_000 };
const gateway = { status: 502, graphBody: false, times: 1_000 };
const nothing = { status: 500, times: 0 };

let people = 0;

describe('OutboundHandler', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  /** A different one for each test, so that none exceeds WhatsApp's limits. */
  let phone: string;
  let handler: OutboundHandler;
  let outboundId: string;
  let begunAt: number;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });

  beforeEach(async () => {
    begunAt = Date.now();
    await whatsapp.forget();
    phone = `1650555${String(++people).padStart(4, '0')}`;
    handler = handlerOf(whatsapp.url);
    outboundId = await write();
  });
  afterEach(() => services.empty());

  function handlerOf(apiBaseUrl: string): OutboundHandler {
    return services.handlerWith({ ...whatsapp.settings, apiBaseUrl });
  }
  /** How long the test has taken, by which waits are over or shorter. */
  const tookMs = (): number => Date.now() - begunAt;

  const letFail = (sends: object): Promise<unknown> => whatsapp.client.setFaults({ sends });
  async function write(body = 'Hello!'): Promise<string> {
    const contactId = await services.person({ phone });
    return services.database.transaction((tx) => services.outbound.write(tx, { contactId, body }));
  }

  const row = () => services.database.outboundMessage.findUniqueOrThrow({ where: { id: outboundId } });
  const handle = (): Promise<void> => handler.handle({ outboundId });
  async function failure(work: Promise<void>): Promise<Error> {
    const thrown: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(thrown).toBeInstanceOf(Error);
    return thrown as Error;
  }
  const letTimePass = (): Promise<void> => services.letSendBeLost(outboundId);

  it('sends a message to its person, with our id', async () => {
    await handle();

    expect(await whatsapp.requests()).toEqual([
      expect.objectContaining({
        to: `+${phone}`,
        text: { body: 'Hello!', preview_url: false },
        biz_opaque_callback_data: outboundId,
      }),
    ]);
    const { status, wamidSealed } = await row();
    expect(status).toBe('accepted');
    expect(services.sealer.open(wamidSealed!)).toBe((await whatsapp.client.books()).sends[0]?.wamid);
  });

  it('can be traced step by step', async () => {
    const heard: unknown[] = [];
    const listen = (event: unknown): number => heard.push(event);
    stepChannel.subscribe(listen);
    await handle().finally(() => stepChannel.unsubscribe(listen));

    expect(heard).toEqual(
      ['outbound_picked_up', 'marked_sending', 'post_answered'].map((step) => ({
        step,
        key: outboundId,
        at: expect.any(Number),
      })),
    );
  });

  it('sends nothing the second time', async () => {
    await handle();
    await handle();

    expect(await whatsapp.requests()).toHaveLength(1);
  });

  it('sends once when it runs several times at once', async () => {
    const runs = await Promise.allSettled(Array.from({ length: 5 }, handle));

    expect(await whatsapp.requests()).toHaveLength(1);
    for (const run of runs) {
      if (run.status === 'rejected') expect(run.reason).toBeInstanceOf(DelayJobError);
    }
    expect((await row()).status).toBe('accepted');
  });

  it('waits while the person can not be written to, until they are known by a new number', async () => {
    const data = { phoneBlindIndex: null, phoneSealed: null };
    await services.database.contact.updateMany({ data });
    expect((await failure(handle())).name).toBe('NoRecipientError');
    expect(await whatsapp.requests()).toEqual([]);

    await services.database.contact.updateMany({ data: { phoneSealed: services.sealer.seal(phone) } });
    await handle();

    expect(await whatsapp.requests()).toHaveLength(1);
  });

  it('has nothing to do for a message that does not exist any more', async () => {
    await expect(handler.handle({ outboundId: randomUUID() })).resolves.toBeUndefined();
    expect(await whatsapp.requests()).toEqual([]);
  });

  describe('when WhatsApp refuses', () => {
    beforeEach(() => letFail(error(400, 131_026)));

    it('gives up at once', async () => {
      const thrown = await failure(handle());

      expect(thrown).toBeInstanceOf(PermanentJobError);
      expect(thrown.cause).toMatchObject({ code: 131_026 });
    });

    it("notes the failure with WhatsApp's code", async () => {
      await handler.onExhausted({ outboundId }, await failure(handle()));

      expect(await row()).toMatchObject({ status: 'failed', errorCode: 131_026 });
      await handle();
      expect(await whatsapp.requests()).toHaveLength(1);
    });
  });

  describe('when WhatsApp is out of order', () => {
    /** Ends the wait of the message. */
    const due = (): Promise<unknown> =>
      services.database.outboundMessage.updateMany({ data: { notBefore: null } });

    it('lets the message wait, longer each time, and gives it up after three sends', async () => {
      await letFail(error(500, 131_000));

      const first = await failure(handle());
      await due();
      const second = await failure(handle());
      await due();
      const third = await failure(handle());

      expect(first).toBeInstanceOf(DelayJobError);
      expect((second as DelayJobError).delayMs).toBeGreaterThan((first as DelayJobError).delayMs);
      expect(third).toBeInstanceOf(PermanentJobError);
      expect(await whatsapp.requests()).toHaveLength(3);
    });

    it('sends nothing before the wait is over', async () => {
      await letFail(error(500, 131_000));
      await failure(handle());
      await letFail(nothing);
      const delayMs = 60_000;
      await services.database.outboundMessage.updateMany({
        where: { notBefore: { not: null } },
        data: { notBefore: new Date(Date.now() + delayMs) },
      });

      const early = (await failure(handle())) as DelayJobError;

      expect(early.delayMs).toBeGreaterThanOrEqual(delayMs - tookMs());
      expect(early.delayMs).toBeLessThanOrEqual(delayMs);
      expect(await whatsapp.requests()).toHaveLength(1);
    });

    it('sends it when the wait is over', async () => {
      await letFail(error(500, 131_000));
      await failure(handle());
      await letFail(nothing);
      await due();
      await handle();

      expect((await row()).status).toBe('accepted');
      expect(await whatsapp.requests()).toHaveLength(2);
    });

    it('does so too when nobody listens', async () => {
      handler = handlerOf('http://127.0.0.1:1');
      expect(await failure(handle())).toBeInstanceOf(DelayJobError);
      expect((await row()).status).toBe('queued');
    });
  });

  describe.each([
    ['the connection breaks', cut],
    ['no answer comes in time', silent],
    ['a gateway answers instead', gateway],
  ])('when %s', (_, broken) => {
    beforeEach(async () => {
      await letFail(broken);
      // Nothing else is waited for in vain.
      if (broken === silent) handler = services.handlerWith(new GraphClient(whatsapp.settings, 500));
    });

    it('does not know whether the message arrived, and waits', async () => {
      const thrown = await failure(handle());

      expect(thrown).toBeInstanceOf(DelayJobError);
      expect((thrown as DelayJobError).delayMs).toBe(doubtMs);
      expect((await row()).status).toBe('sending');
    });
  });

  describe('while it is not known whether the message arrived', () => {
    beforeEach(async () => {
      await letFail(cut);
      await failure(handle());
      await letFail(nothing);
    });

    it('sends nothing, and waits for what is left of the time', async () => {
      const thrown = await failure(handle());

      expect(thrown).toBeInstanceOf(DelayJobError);
      expect((thrown as DelayJobError).delayMs).toBeGreaterThanOrEqual(doubtMs - tookMs());
      expect((thrown as DelayJobError).delayMs).toBeLessThanOrEqual(doubtMs);
      expect(await whatsapp.requests()).toHaveLength(1);
    });

    it('waits as long when it has just gone out of date: another job may be sending it this very moment', async () => {
      await services.testDatabase.query(
        'UPDATE outbound_message SET expires_at = now(), sending_since = now()',
      );

      expect(await failure(handle())).toBeInstanceOf(DelayJobError);
    });

    it('sends nothing while it is not proved that reports get through, and in the end never again', async () => {
      await services.database.outboundMessage.updateMany({
        data: { sendingSince: new Date(Date.now() - 60_000) },
      });
      expect(await failure(handle())).toBeInstanceOf(DelayJobError);
      await services.testDatabase.query(
        "UPDATE outbound_message SET sending_since = now() - interval '25 hours'",
      );

      expect(await failure(handle())).toBeInstanceOf(PermanentJobError);
      expect(await whatsapp.requests()).toHaveLength(1);
    });

    it('waits for proof, too, when the message had been kept for days before', async () => {
      await services.testDatabase.query(
        "UPDATE outbound_message SET created_at = now() - interval '3 days', first_started_at = now() - interval '3 days'",
      );
      await services.database.outboundMessage.updateMany({
        data: { sendingSince: new Date(Date.now() - 60_000) },
      });
      expect(await failure(handle())).toBeInstanceOf(DelayJobError);

      await letTimePass();
      await handle();

      expect((await row()).status).toBe('accepted');
    });

    it('sends nothing while reports wait here, one of which may say so', async () => {
      await letTimePass();
      services.isBehind = true;
      const thrown = await failure(handle());
      services.isBehind = false;

      expect(thrown).toBeInstanceOf(DelayJobError);
      expect(await whatsapp.requests()).toHaveLength(1);
      await handle();
      expect(await whatsapp.requests()).toHaveLength(2);
    });

    it('is sent three times at most while nothing but our own probes comes through', async () => {
      await letFail(cut);
      for (let times = 0; times < 4; times++) {
        await letTimePass();
        expect(await failure(handle())).toBeInstanceOf(DelayJobError);
      }
      expect(await whatsapp.requests()).toHaveLength(3);

      // The report of another message.
      await letFail(nothing);
      await services.testDatabase.query("UPDATE status_path SET reported_at = now() + interval '1 hour'");
      await handle();
      expect((await row()).status).toBe('accepted');
    });

    it('sends it again once the time is over', async () => {
      await letTimePass();

      await handle();

      expect(await whatsapp.requests()).toHaveLength(2);
      expect((await row()).status).toBe('accepted');
    });

    it('sends it again once, when several notice that the time is over', async () => {
      await letTimePass();

      await Promise.allSettled(Array.from({ length: 5 }, handle));

      expect(await whatsapp.requests()).toHaveLength(2);
    });

    it.each(['sent', 'delivered', 'read'] as const)('a report that it was %s settles it', async (status) => {
      const report = { messageKey: 'key', wamid: 'wamid.REPORTED=', occurredAt: 1_750_030_073 };
      await services.statusHandler.handle({ ...report, status, callbackData: outboundId });
      await letTimePass();

      await handle();

      expect(await whatsapp.requests()).toHaveLength(1);
      expect((await row()).status).toBe(status);
    });

    it('a report that it failed settles it', async () => {
      await services.statusHandler.handle({
        messageKey: 'key',
        wamid: 'wamid.REPORTED=',
        occurredAt: 1_750_030_073,
        status: 'failed',
        errorCode: 131_047,
        callbackData: outboundId,
      });
      await letTimePass();

      await handle();

      expect(await whatsapp.requests()).toHaveLength(1);
      expect(await row()).toMatchObject({ status: 'failed', errorCode: 131_047 });
    });
  });

  it('waits for a message that died with the process which was sending it', async () => {
    await services.sending.start(outboundId);

    expect(await failure(handle())).toBeInstanceOf(DelayJobError);
    expect(await whatsapp.requests()).toEqual([]);

    await letTimePass();
    await handle();
    expect(await whatsapp.requests()).toHaveLength(1);
  });

  it('tells nothing of the message in its errors', async () => {
    for (const broken of [error(400, 131_026), error(500, 131_000), error(400, 130_429), cut]) {
      phone = `1650555${String(++people).padStart(4, '0')}`;
      outboundId = await write('call my lawyer');
      await letFail(broken);

      const { message, stack } = await failure(handle());

      expect(`${message} ${stack}`).not.toMatch(new RegExp(`lawyer|${phone}`));
    }
  });
});
