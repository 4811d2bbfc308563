import { Logger } from '@nestjs/common';

import { DelayJobError, type StatusPayload } from '#queues';
import { newWamid, SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';

/** The fault injected into every send from now on; see the simulator's scenario API. */
const error = (status: number, code: number) => ({ status, code, times: 1_000 });
const nothing = { status: 500, times: 0 };

let people = 0;

describe('when WhatsApp says that there are too many messages to a person', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  /** A different one for each test, so that none exceeds WhatsApp's limits. */
  let phone: string;
  let handler: OutboundHandler;
  let outboundId: string;

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
    await whatsapp.forget();
    phone = `1650555${String(++people).padStart(4, '0')}`;
    handler = services.handlerWith(whatsapp.settings);
    outboundId = await write();
    await letFail(error(400, 131_056));
  });
  afterEach(() => services.empty());

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

  /** Ends the wait of the person's messages. */
  const free = (): Promise<unknown> =>
    services.testDatabase.query("UPDATE recipient_limit SET refused_until = now() - interval '1 second'");
  /** It does not end before the test has come to it. */
  const goesOn = (): Promise<unknown> =>
    services.testDatabase.query(
      "UPDATE recipient_limit SET refused_until = now() + interval '1 minute' WHERE refused_until IS NOT NULL",
    );
  const report = (status: StatusPayload['status'], errorCode?: number): StatusPayload => ({
    messageKey: 'key',
    wamid: newWamid(),
    status,
    occurredAt: Math.floor(Date.now() / 1_000),
    callbackData: outboundId,
    errorCode,
  });
  /** Of the send that WhatsApp accepted. */
  const reportOfLast = async (status: StatusPayload['status']): Promise<StatusPayload> => ({
    ...report(status),
    wamid: services.sealer.open((await row()).wamidSealed!),
  });
  async function delayed(work: Promise<void>): Promise<number> {
    const thrown = await failure(work);
    expect(thrown).toBeInstanceOf(DelayJobError);
    return (thrown as DelayJobError).delayMs;
  }

  it('lets the message wait four times as long after each refusal', async () => {
    const waits: number[] = [];
    for (let refusals = 0; refusals < 7; refusals++) {
      waits.push(await delayed(handle()));
      await free();
    }

    expect(waits).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, 1_024_000, 1_024_000]);
    expect(await row()).toMatchObject({ status: 'queued', errorCode: null });
  });

  it("lets the person's other messages wait too, without asking WhatsApp", async () => {
    await failure(handle());
    await letFail(nothing);
    await goesOn();

    const wait = await delayed(handler.handle({ outboundId: await write('And another') }));

    expect(wait).toBeGreaterThan(0);
    // After the first one.
    expect(wait).toBeLessThanOrEqual(60_200);
    expect(await whatsapp.requests()).toHaveLength(1);
  });

  it('lets nobody else wait', async () => {
    await failure(handle());
    await letFail(nothing);
    phone = `1650555${String(++people).padStart(4, '0')}`;
    outboundId = await write();

    await handle();

    expect((await row()).status).toBe('accepted');
  });

  it('counts messages that were under way at once as one', async () => {
    const { contactId } = await row();
    await Promise.all([1, 2, 3].map(() => services.recipients.recordRefusal(contactId, { leastMs: 60_000 })));
    await free();

    expect(await delayed(handle())).toBe(4_000);
  });

  it('sends it once the time is over, and begins anew with the next refusal', async () => {
    await failure(handle());
    await free();
    await failure(handle());
    await free();
    await letFail(nothing);
    await handle();
    expect((await row()).status).toBe('accepted');
    await services.statusHandler.handle(await reportOfLast('sent'));

    await letFail(error(400, 131_056));
    outboundId = await write();
    expect(await delayed(handle())).toBe(1_000);
  });

  it('counts those that WhatsApp refuses after it took them, each once, and begins anew once one is sent', async () => {
    await letFail(nothing);
    for (const refusals of [1, 2, 3]) {
      await handle();
      const refused = { ...(await reportOfLast('failed')), errorCode: 131_056 };
      const pauseMs = 1_000 * 4 ** (refusals - 1);
      const least = Date.now() + pauseMs;
      await services.statusHandler.handle(refused);
      const most = Date.now() + pauseMs;
      await services.statusHandler.handle(refused);

      const limit = await services.database.recipientLimit.findFirstOrThrow();
      expect(limit.refusals).toBe(refusals);
      expect(limit.refusedUntil!.getTime()).toBeGreaterThanOrEqual(least - 1);
      expect(limit.refusedUntil!.getTime()).toBeLessThanOrEqual(most + 1);
      await goesOn();
      outboundId = await write();
      // After the repetitions of the others.
      expect(await delayed(handle())).toBeLessThanOrEqual(60_000 + refusals * 200);
      await free();
    }

    await handle();
    await services.statusHandler.handle(await reportOfLast('sent'));
    expect(await services.database.recipientLimit.findFirst()).toMatchObject({
      refusals: 0,
      refusedUntil: null,
    });
  });

  it('begins anew long after the last refusal', async () => {
    await failure(handle());
    await services.testDatabase.query(
      "UPDATE recipient_limit SET refused_until = now() - interval '1 hour', refusals = 5",
    );

    expect(await delayed(handle())).toBe(1_000);
  });

  it('keeps a message that is a day old, as long as the person still writes', async () => {
    await services.testDatabase.query("UPDATE outbound_message SET created_at = now() - interval '25 hours'");

    expect(await failure(handle())).toBeInstanceOf(DelayJobError);
    expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0 });
  });
});
