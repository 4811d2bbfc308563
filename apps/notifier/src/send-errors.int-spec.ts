import { Logger } from '@nestjs/common';

import { reportedWithinMs } from '#data';
import { DelayJobError, PermanentJobError, RateLimitedError } from '#queues';
import { SimulatedWhatsApp } from '#testing';
import { errorTable, fromResponse, type GraphError, type Reaction } from '#whatsapp';

import { NotifierServices } from '../test/notifier-services.ts';
import { NumberWatch } from './number-watch.service.ts';
import { OutboundHandler } from './outbound.handler.ts';

/** Each code of the table, and of each range the first. */
const codes = errorTable
  .flatMap(({ rows }) => rows)
  .map(([code, meaning, reaction]) => ({
    code: typeof code === 'number' ? code : code[0],
    meaning,
    reaction,
  }));

const ofKind = (...kinds: Reaction['kind'][]) =>
  codes.filter(({ reaction }) => kinds.includes(reaction.kind));
const stopping = ofKind('operator').filter(
  ({ reaction }) => reaction.kind === 'operator' && reaction.stops === 'number',
);
const holding = ofKind('operator', 'template_paused').filter((one) => !stopping.includes(one));
const isOutage = ({ reaction }: (typeof codes)[number]): boolean =>
  reaction.kind === 'retry' && reaction.isOutage;

let people = 0;

/** What an answer of WhatsApp's to a send does to the message, its person and our number. */
describe('an error of WhatsApp', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let handler: OutboundHandler;
  let id: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    handler = services.handlerWith(whatsapp.settings);
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    id = await write();
  });
  afterEach(() => services.empty());

  async function write(): Promise<string> {
    const contactId = await services.person({
      phone: `1650555${String(++people).padStart(4, '0')}`,
    });
    return services.database.transaction((tx) => services.outbound.write(tx, { contactId, body: 'Hello!' }));
  }
  const letFail = (code: number, times = 1): Promise<unknown> =>
    whatsapp.client.setFaults({ sends: { code, times } });
  /** @returns the error for the job, if any */
  const handle = (outboundId = id): Promise<unknown> =>
    handler.handle({ outboundId }).then(
      () => undefined,
      (error: unknown) => error,
    );
  async function handleAsJob(outboundId = id): Promise<unknown> {
    const error = await handle(outboundId);
    if (error instanceof PermanentJobError) await handler.onExhausted({ outboundId }, error);
    return error;
  }
  const row = () => services.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const number = () => services.database.numberLimit.findFirstOrThrow();
  /** The next probe is due later than this one, and not before the test has looked. */
  async function putOffProbe(): Promise<void> {
    const { openedAt, probeAt } = await number();
    expect(probeAt!.getTime() - openedAt!.getTime()).toBeGreaterThan(5_000);
    await services.testDatabase.query("UPDATE number_limit SET probe_at = now() + interval '1 minute'");
  }
  const othersAreSent = async (): Promise<boolean> => (await handle(await write())) === undefined;

  it('with a code that is not in the table is told in the log, and not in the database', async () => {
    const warned: unknown[] = [];
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (line) => void warned.push(line),
    });
    await letFail(999_971);

    await handleAsJob();

    Logger.overrideLogger(false);
    expect(warned).toContainEqual({
      message: 'a code that is not in the table of errors',
      source: 'send',
      code: 999_971,
      type: 'OAuthException',
      subcode: undefined,
      details: 'A fault of the scenario.',
    });
    expect(JSON.stringify(await row())).not.toContain('scenario');
  });

  it.each(ofKind('throttle'))('$code ($meaning) makes everybody wait', async ({ code, reaction }) => {
    const { firstPauseMs } = reaction as Extract<Reaction, { kind: 'throttle' }>;
    await letFail(code);
    const least = Date.now() + firstPauseMs;

    expect(await handle()).toBeInstanceOf(RateLimitedError);

    expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0, failedAttempts: 0 });
    const { slowedUntil } = await number();
    expect(slowedUntil!.getTime()).toBeGreaterThanOrEqual(least - 1);
    expect(slowedUntil!.getTime()).toBeLessThanOrEqual(Date.now() + firstPauseMs);
    // It does not end before the next one is tried.
    await services.testDatabase.query("UPDATE number_limit SET slowed_until = now() + interval '1 minute'");
    expect(await handle(await write())).toBeInstanceOf(RateLimitedError);
  });

  it.each(ofKind('pair'))('$code ($meaning) makes this person wait', async ({ code }) => {
    await letFail(code);

    expect(await handle()).toMatchObject({ name: 'DelayJobError', delayMs: 1_000 });

    expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0 });
    expect(await othersAreSent()).toBe(true);
  });

  it.each(ofKind('retry').filter((one) => !isOutage(one)))(
    '$code ($meaning) makes this message wait, three times at most',
    async ({ code }) => {
      await letFail(code, 3);

      for (const attempt of [1, 2]) {
        expect(await handleAsJob()).toBeInstanceOf(DelayJobError);
        expect(await row()).toMatchObject({ status: 'queued', failedAttempts: attempt });
        await services.database.outboundMessage.updateMany({ data: { notBefore: null } });
      }
      expect(await handleAsJob()).toBeInstanceOf(PermanentJobError);
      expect(await row()).toMatchObject({ status: 'failed', errorCode: code });
      expect(await othersAreSent()).toBe(true);
    },
  );

  it('131000 for many messages in a row is an outage: it costs none of them an attempt', async () => {
    await letFail(131_000, 8);
    const ids = [id, ...(await Promise.all(Array.from({ length: 6 }, () => write())))];

    for (const one of ids) await handle(one);

    const rows = await services.database.outboundMessage.findMany({ orderBy: { failedAttempts: 'asc' } });
    expect(rows.map(({ failedAttempts }) => failedAttempts)).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect((await number()).openedAt).not.toBeNull();
  });

  it.each(ofKind('retry').filter(isOutage))(
    '$code ($meaning) makes this message wait for as long as it lasts; five in a row make everybody wait for a probe',
    async ({ code }) => {
      // The sixth one is a probe.
      await letFail(code, 6);
      for (let attempt = 1; attempt <= 6; attempt++) {
        expect(await handle()).toBeInstanceOf(DelayJobError);
        await services.database.outboundMessage.updateMany({ data: { notBefore: null } });
      }
      expect(await number()).toMatchObject({ openedBy: code, failures: 6 });
      await putOffProbe();
      expect(await handle(await write())).toBeInstanceOf(RateLimitedError);
      expect(await whatsapp.requests()).toHaveLength(6);

      await services.testDatabase.query('UPDATE number_limit SET probe_at = now()');

      expect(await handle()).toBeUndefined();
      expect(await number()).toMatchObject({ openedAt: null, failures: 0 });
      expect(await othersAreSent()).toBe(true);
    },
  );

  it('of another kind proves in the end of an outage that WhatsApp works', async () => {
    const outage = ofKind('retry').find(isOutage);
    await letFail(outage!.code, 5);
    for (let attempt = 1; attempt <= 5; attempt++) {
      await handle();
      await services.database.outboundMessage.updateMany({ data: { notBefore: null } });
    }
    expect((await number()).openedAt).not.toBeNull();
    await letFail(131_026);

    expect(await handleAsJob()).toBeInstanceOf(PermanentJobError);

    expect(await number()).toMatchObject({ openedAt: null, failures: 0 });
    // The attempts of the outage did not count.
    expect(await row()).toMatchObject({ failedAttempts: 0 });
  });

  it('costs the person none of their messages', async () => {
    await letFail(131_016);
    await handle();

    expect(await services.database.recipientLimit.findFirst()).toMatchObject({ hourLog: [], dayLog: [] });
  });

  it.each(codes)(
    '$code ($meaning) changes nothing when another process sends the message by now',
    async ({ code, reaction }) => {
      const old = await services.sending.start(id);
      await services.sending.start(id, (await services.path.doubtOf(id))?.since);
      if (!old || !('message' in old)) throw new Error('it was not taken');
      const sent = await row();
      const error = fromResponse('send', 400, { error: { code } });

      expect(await services.failures.record(id, old.message, error)).toBeUndefined();

      expect(reaction).toEqual(error.reaction);
      expect(await row()).toEqual(sent);
    },
  );

  it.each(stopping)('$code ($meaning) stops the number, and keeps everything', async ({ code }) => {
    await letFail(code, 2);

    expect(await handle()).toBeInstanceOf(RateLimitedError);
    expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0, failedAttempts: 0 });
    expect(await number()).toMatchObject({ openedBy: code });
    // A probe fails as well; then nobody asks WhatsApp for a while.
    expect(await handle()).toBeInstanceOf(RateLimitedError);
    await putOffProbe();
    expect(await handle(await write())).toBeInstanceOf(RateLimitedError);
    expect(await whatsapp.requests()).toHaveLength(2);

    await services.numbers.retryWith((await number()).phoneNumberId, 'another token');

    expect(await handle()).toBeUndefined();
    expect(await row()).toMatchObject({ status: 'accepted' });
    expect(await othersAreSent()).toBe(true);
  });

  it.each(holding)('$code ($meaning) keeps this message until it is mended', async ({ code }) => {
    await letFail(code);

    expect(await handle()).toMatchObject({ name: 'DelayJobError', delayMs: 15_000 });

    expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0 });
    expect(await othersAreSent()).toBe(true);
  });

  it.each(ofKind('use_template'))(
    '$code ($meaning) lets this message wait for the person',
    async ({ code }) => {
      // Whoever has just written opens the window.
      await services.testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '23 hours'");
      await letFail(code);

      expect(await handle()).toMatchObject({ name: 'DelayJobError', delayMs: 100 });
      expect(await handle()).toBeUndefined();

      expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0, parkedAt: expect.any(Date) });
      expect(await whatsapp.requests()).toHaveLength(1);
      expect(await othersAreSent()).toBe(true);
    },
  );

  describe.each(ofKind('later'))('$code ($meaning)', ({ code, reaction }) => {
    const { firstPauseMs, mostAttempts } = reaction as Extract<Reaction, { kind: 'later' }>;
    const due = (): Promise<unknown> =>
      services.database.outboundMessage.updateMany({ data: { notBefore: null } });

    it('lets this message wait, so many times at most, and lets answers go on', async () => {
      await letFail(code, mostAttempts);

      for (let attempt = 1; attempt < mostAttempts; attempt++) {
        const thrown = await handle();
        expect(thrown).toBeInstanceOf(DelayJobError);
        expect((thrown as DelayJobError).delayMs).toBeGreaterThanOrEqual(firstPauseMs);
        expect(await row()).toMatchObject({ status: 'queued', failedAttempts: attempt, sendAttempts: 0 });
        await due();
      }
      expect(await handleAsJob()).toBeInstanceOf(PermanentJobError);
      expect(await row()).toMatchObject({ status: 'failed', errorCode: code });
      expect(await othersAreSent()).toBe(true);
    });

    it('ends this message when it is out of date before it could be tried again', async () => {
      await services.database.outboundMessage.updateMany({
        data: { expiresAt: new Date(Date.now() + firstPauseMs - 1_000) },
      });
      await letFail(code);

      expect(await handleAsJob()).toBeInstanceOf(PermanentJobError);

      expect(await row()).toMatchObject({ status: 'failed', errorCode: code });
    });
  });

  describe('that restricts the number', () => {
    const restricted = ofKind('later').filter(
      ({ reaction }) => reaction.kind === 'later' && reaction.holds === 'number',
    );
    const writeReminder = async (): Promise<string> => {
      const reminder = await write();
      await services.database.outboundMessage.update({
        where: { id: reminder },
        data: { purpose: 'reminder' },
      });
      return reminder;
    };

    it.each(restricted)('$code holds what nobody asked for, in every process', async ({ code, reaction }) => {
      const { firstPauseMs } = reaction as Extract<Reaction, { kind: 'later' }>;
      await letFail(code);
      const begunAt = Date.now();
      await handle();

      const held = await services
        .handlerWith(whatsapp.settings, {})
        .handle({ outboundId: await writeReminder() })
        .then(
          () => undefined,
          (error: unknown) => error,
        );

      expect(held).toBeInstanceOf(DelayJobError);
      expect((held as DelayJobError).delayMs).toBeGreaterThanOrEqual(firstPauseMs - (Date.now() - begunAt));
      expect(await othersAreSent()).toBe(true);

      const watch = new NumberWatch(services.numbers, services.number);
      await watch.look();
      expect(watch.warning).toMatch(/^nothing but answers is sent until .*: WhatsApp restricts the number$/);
      await services.testDatabase.query("UPDATE number_limit SET held_until = now() - interval '1 second'");
      await watch.look();
      expect(watch.warning).toBeUndefined();
      expect(await handle(await writeReminder())).toBeUndefined();
    });

    it('holds longer each time it comes once the last hold is over, and counts what was under way then as one', async () => {
      const { phoneNumberId } = await number();
      const hold = (sentAt = new Date()): Promise<void> =>
        services.numbers.hold(phoneNumberId, (before) => (before + 1) * 60_000, sentAt);
      const began = new Date();
      await hold(began);
      await hold();
      expect(await number()).toMatchObject({ holds: 1, heldUntil: new Date(began.getTime() + 60_000) });

      const again = new Date(began.getTime() + 61_000);
      await hold(again);
      await hold(began);
      expect(await number()).toMatchObject({ holds: 2, heldUntil: new Date(again.getTime() + 120_000) });

      const muchLater = new Date(began.getTime() + 48 * 3_600_000);
      await hold(muchLater);
      expect(await number()).toMatchObject({ holds: 1 });
    });
  });

  describe('that says how long to wait', () => {
    async function delayAfter(error: GraphError): Promise<unknown> {
      const start = await services.sending.start(id);
      if (!start || !('message' in start)) throw new Error('it was not taken');
      return services.failures.record(id, start.message, error);
    }

    it('is obeyed for a person', async () => {
      const refused = fromResponse('send', 400, { error: { code: 131_056 } }, { 'retry-after': '90' });

      expect(await delayAfter(refused)).toMatchObject({ delayMs: 90_000 });
      expect(await handle()).toBeInstanceOf(DelayJobError);
    });

    it.each([
      ['90', 90_000],
      ['7200', 3_600_000],
      ['1', reportedWithinMs],
    ])(
      'is obeyed when a gateway says so (%s s), an hour at most, and never before a report would have come',
      async (asked, delayMs) => {
        const answer = fromResponse('send', 503, '<html></html>', { 'retry-after': asked });

        expect(await delayAfter(answer)).toMatchObject({ delayMs });
      },
    );
  });

  it('about a token that was replaced while it was asked lets the new one be tried at once', async () => {
    const start = await services.sending.start(id);
    if (!start || !('message' in start)) throw new Error('it was not taken');
    const refused = fromResponse('send', 401, { error: { code: 190 } });
    await services.failures.record(id, start.message, refused, 'the former token');
    await services.testDatabase.query("UPDATE number_limit SET probe_at = now() + interval '1 minute'");
    expect(await handle()).toBeInstanceOf(RateLimitedError);

    await new NumberWatch(services.numbers, services.number).look();

    expect(await handle()).toBeUndefined();
  });

  it('that nobody sent, since it exceeds a limit, does not close the breaker', async () => {
    await services.testDatabase.query(
      'UPDATE number_limit SET opened_at = now(), failures = 5, probe_at = now()',
    );
    const bodySealed = services.sealer.seal('x'.repeat(5_000));
    await services.database.outboundMessage.update({ where: { id }, data: { bodySealed } });

    expect(await handleAsJob()).toBeInstanceOf(PermanentJobError);

    expect(await row()).toMatchObject({ status: 'failed', sendAttempts: 0 });
    expect((await number()).openedAt).not.toBeNull();
    expect(await whatsapp.requests()).toEqual([]);
  });

  it.each(ofKind('stop_marketing', 'template_disabled', 'permanent'))(
    '$code ($meaning) ends this message',
    async ({ code }) => {
      await letFail(code);

      expect(await handleAsJob()).toBeInstanceOf(PermanentJobError);

      expect(await row()).toMatchObject({ status: 'failed', errorCode: code });
      await handle();
      expect(await whatsapp.requests()).toHaveLength(1);
      expect(await othersAreSent()).toBe(true);
    },
  );
});
