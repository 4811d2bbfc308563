import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import fc from 'fast-check';

import type { StatusPayload } from '#queues';
import { newWamid } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { beginSend, noon, reportOrder, statusReport } from '../test/status-report.ts';

describe('status reports', () => {
  let services: NotifierServices;
  let contactId: string;
  let id: string;
  let wamid: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    contactId = await services.person({ phone: '16505551234' });
    await send();
  });
  afterEach(() => services.empty());

  async function send(content?: { body: string }): Promise<void> {
    ({ id, wamid } = await beginSend(services, contactId, content));
  }

  const report = (status: StatusPayload['status'], errorCode?: number): StatusPayload =>
    statusReport({ id, wamid }, status, errorCode);
  const withoutOurId = (one: StatusPayload): StatusPayload => ({ ...one, callbackData: undefined });
  const row = () =>
    services.database.outboundMessage.findUniqueOrThrow({ where: { id }, include: { timeline: true } });
  const retries = () =>
    services.database.outboundMessage.findMany({ where: { retryOfId: id }, orderBy: { retryNumber: 'asc' } });
  /** The time is over for which repetitions are put off. */
  const letLeave = () =>
    services.database.outboundMessage.updateMany({ where: { status: 'queued' }, data: { notBefore: null } });
  const failsAgain = async (retryId: string, code = 131_000): Promise<void> => {
    await letLeave();
    await services.sending.start(retryId);
    await services.statusHandler.handle({
      ...report('failed', code),
      wamid: newWamid(),
      callbackData: retryId,
      occurredAt: Math.floor(Date.now() / 1_000) + 1,
    });
  };

  it('are noted with their time and price', async () => {
    const pricing = { billable: true, category: 'service' };
    await services.statusHandler.handle({ ...report('read'), pricing });

    expect((await row()).timeline).toMatchObject([
      { status: 'read', occurredAt: new Date((noon + reportOrder.indexOf('read')) * 1_000), pricing },
    ]);
  });

  it('with a code that is not in the table are told in the log, and not in the database', async () => {
    const warned: unknown[] = [];
    const nothing = (): undefined => undefined;
    Logger.overrideLogger({ log: nothing, error: nothing, warn: (line) => void warned.push(line) });
    const unlistedError = { type: 'OAuthException', details: 'Not for *** any more' };

    await services.statusHandler.handle({ ...report('failed', 999_961), unlistedError });

    Logger.overrideLogger(false);
    expect(warned).toEqual([
      {
        message: 'a code that is not in the table of errors',
        source: 'status',
        code: 999_961,
        ...unlistedError,
      },
    ]);
    expect(JSON.stringify(await row())).not.toContain('any more');
  });

  it.each([undefined, 'job-42 of somebody else', '', randomUUID()])(
    'of a message that is not ours are passed over (%p)',
    async (callbackData) => {
      await services.statusHandler.handle({ ...report('read'), callbackData });

      expect(await row()).toMatchObject({ status: 'sending', timeline: [] });
    },
  );

  it('of a failure that says something about the number says it once, however often it is delivered', async () => {
    const number = () => services.database.numberLimit.findFirstOrThrow();
    const failed = report('failed', 131_042);
    await services.statusHandler.handle(failed);
    expect((await number()).openedAt).not.toBeNull();
    // The bill is paid.
    await services.testDatabase.query(
      'UPDATE number_limit SET opened_at = NULL, opened_by = NULL, opened_by_report = false',
    );

    await services.statusHandler.handle(failed);

    expect((await number()).openedAt).toBeNull();
  });

  describe('of a failure that says something about others', () => {
    const number = () => services.database.numberLimit.findFirstOrThrow();
    const person = () => services.database.recipientLimit.findUniqueOrThrow({ where: { contactId } });
    it.each([
      [131_042, 'number_limit', 'opened_at', async () => (await number()).openedAt],
      [130_429, 'number_limit', 'slowed_until', async () => (await number()).slowedUntil],
      [131_048, 'number_limit', 'held_until', async () => (await number()).heldUntil],
      [131_056, 'recipient_limit', 'refused_until', async () => (await person()).refusedUntil],
      [131_047, 'recipient_limit', 'window_closed_at', async () => (await person()).windowClosedAt],
    ])('(%i) tell it though the first run died, and once', async (code, table, column, effect) => {
      const failed = report('failed', code);
      // Nothing of the kind can be written.
      await services.testDatabase.query(
        `ALTER TABLE ${table} ADD CONSTRAINT broken CHECK (${column} IS NULL)`,
      );
      await expect(services.statusHandler.handle(failed)).rejects.toThrow();
      await services.testDatabase.query(`ALTER TABLE ${table} DROP CONSTRAINT broken`);

      await services.statusHandler.handle(failed);

      expect(await effect()).toBeInstanceOf(Date);
      expect((await row()).status).toBe('failed');
      expect(await retries()).toHaveLength(1);
      await services.testDatabase.query(`UPDATE ${table} SET ${column} = NULL`);
      await services.statusHandler.handle(failed);
      expect(await effect()).toBeNull();
    });

    it('hold what nobody asked for from the time of that send on', async () => {
      await services.statusHandler.handle(report('failed', 131_048));

      const { sendingSince } = await row();
      expect((await number()).heldUntil!.getTime() - sendingSince!.getTime()).toBe(2 * 3_600_000);
    });
  });

  describe('of a failure that may be over later', () => {
    it('lead to the same message after the time in the table, so many times at most', async () => {
      await services.statusHandler.handle(report('failed', 134_101));
      const [retry] = await retries();
      expect(retry!.relayAfter.getTime() - retry!.createdAt.getTime()).toBeGreaterThan(590_000);

      for (let last = retry; last !== undefined;) {
        await services.sending.start(last.id);
        const again = { ...report('failed', 134_101), wamid: newWamid(), callbackData: last.id };
        await services.statusHandler.handle(again);
        last = (await retries()).find(({ status }) => status === 'queued');
      }

      expect((await retries()).map(({ status }) => status)).toEqual(['failed', 'failed']);
    });

    it('lead to nothing when the message is out of date by then', async () => {
      const expiresAt = new Date(Date.now() + 300_000);
      await services.database.outboundMessage.update({ where: { id }, data: { expiresAt } });

      await services.statusHandler.handle(report('failed', 134_101));

      expect(await retries()).toEqual([]);
    });
  });

  describe('of a failure', () => {
    it.each([1, 2, 130_429, 131_000, 131_016, 131_056, 131_057, 133_004])(
      'with code %i lead to the same message once more, after a while',
      async (code) => {
        await services.statusHandler.handle(report('failed', code));

        const [retry, ...others] = await retries();
        expect(others).toEqual([]);
        expect(retry).toMatchObject({ contactId, status: 'queued', inReplyToId: null, reminderId: null });
        expect(services.sealer.open(retry!.bodySealed)).toBe('Hello!');
        expect(retry!.relayAfter.getTime() - retry!.createdAt.getTime()).toBeGreaterThan(10_000);
        expect((await row()).status).toBe('failed');
      },
    );

    it.each([undefined, 100, 131_026, 132_000, 999_999])(
      'with code %p lead to nothing, and are kept with their words',
      async (code) => {
        await services.statusHandler.handle(report('failed', code));

        expect(await retries()).toEqual([]);
        expect(await row()).toMatchObject({
          status: 'failed',
          errorCode: code ?? null,
          timeline: [
            { errorCode: code ?? null, errorTitle: code === undefined ? null : 'Something went wrong' },
          ],
        });
      },
    );

    it('that somebody has to mend something keep the message, and stop all until a report says that one arrived', async () => {
      await services.statusHandler.handle(report('failed', 131_042));
      const [kept] = await retries();
      await services.testDatabase.query("UPDATE number_limit SET probe_at = now() - interval '1 second'");
      const isOpen = async (): Promise<boolean> =>
        (await services.database.numberLimit.findFirstOrThrow()).openedAt !== null;

      await services.sending.start(kept!.id);
      const keptWamid = newWamid();
      await services.outbound.markAccepted(kept!.id, keptWamid);
      expect(await isOpen()).toBe(true);

      await services.statusHandler.handle({ ...report('sent'), wamid: keptWamid, callbackData: kept!.id });
      expect(await isOpen()).toBe(false);
    });

    describe('that stops the number', () => {
      const number = () => services.database.numberLimit.findFirstOrThrow();
      const probeNow = () =>
        services.testDatabase.query("UPDATE number_limit SET probe_at = now() - interval '1 second'");
      const secondsAgo = (seconds: number): number => Math.floor(Date.now() / 1_000) - seconds;
      /** A message to somebody else arrives, which left now. */
      async function othersGetTheirs(): Promise<void> {
        const other = await services.person({ phone: '16505559999' });
        const otherId = await services.database.transaction((tx) =>
          services.outbound.write(tx, { contactId: other, body: 'Hi!' }),
        );
        expect(await services.sending.start(otherId)).toMatchObject({ message: { body: 'Hi!' } });
        await services.statusHandler.handle({
          ...report('sent'),
          wamid: newWamid(),
          callbackData: otherId,
          occurredAt: secondsAgo(0),
        });
      }

      it.each([190, 368, 131_031, 131_042])(
        '(%i) lead to the same message as soon as the number works, and not before',
        async (code) => {
          await services.statusHandler.handle(report('failed', code));
          const [kept] = await retries();
          expect((await services.outbound.takeOverdue(10)).map((one) => one.id)).toEqual([kept!.id]);
          await services.testDatabase.query("UPDATE number_limit SET probe_at = now() + interval '1 hour'");
          expect(await services.sending.start(kept!.id)).toMatchObject({ waitFor: 'number' });

          await probeNow();
          await othersGetTheirs();

          expect((await number()).openedAt).toBeNull();
          expect(await services.sending.start(kept!.id)).toMatchObject({ message: { body: 'Hello!' } });
        },
      );

      it('put off a message that failed so again although the number had worked, but no probe', async () => {
        await services.statusHandler.handle(report('failed', 131_042));
        const [first] = await retries();
        await probeNow();
        await failsAgain(first!.id, 131_042);
        const second = (await retries()).at(-1)!;
        expect(second.notBefore!.getTime()).toBeLessThanOrEqual(second.createdAt.getTime() + 1_000);

        await probeNow();
        await othersGetTheirs();
        await failsAgain(second.id, 131_042);

        const third = (await retries()).at(-1)!;
        expect(third.retryNumber).toBe(3);
        expect(third.notBefore!.getTime() - third.createdAt.getTime()).toBeGreaterThan(20_000);
      });

      it('stops nothing when the message had arrived', async () => {
        await services.statusHandler.handle({ ...report('read'), occurredAt: secondsAgo(2) });

        await services.statusHandler.handle({ ...report('failed', 131_042), occurredAt: secondsAgo(86_400) });

        expect((await number()).openedAt).toBeNull();
        expect(await retries()).toEqual([]);
      });

      it('stops nothing when something has come through that left later', async () => {
        await othersGetTheirs();
        await services.statusHandler.handle({ ...report('failed', 131_042), occurredAt: secondsAgo(86_400) });
        expect((await number()).openedAt).toBeNull();

        await send();
        await services.statusHandler.handle({ ...report('failed', 131_042), occurredAt: secondsAgo(0) });
        expect((await number()).openedAt).not.toBeNull();
      });
    });

    it('keep the purpose of the message', async () => {
      await services.database.outboundMessage.update({ where: { id }, data: { purpose: 'reminder' } });
      await services.statusHandler.handle(report('failed', 131_000));

      expect(await retries()).toMatchObject([{ purpose: 'reminder' }]);
    });

    it('lead to one retry, however often they come', async () => {
      await Promise.all(
        Array.from({ length: 5 }, () => services.statusHandler.handle(report('failed', 131_000))),
      );
      await services.statusHandler.handle(report('failed', 131_000));

      expect(await retries()).toHaveLength(1);
    });

    it('lead to none when the message arrived all the same', async () => {
      await services.statusHandler.handle(report('delivered'));
      await services.statusHandler.handle(report('failed', 131_000));

      expect(await retries()).toEqual([]);
    });

    it('lead to none when it arrived afterwards, unless the retry has left', async () => {
      await services.statusHandler.handle(report('failed', 131_000));
      await services.statusHandler.handle(report('delivered'));
      expect(await retries()).toEqual([]);

      await send();
      await services.statusHandler.handle(report('failed', 131_000));
      const [retry] = await retries();
      await letLeave();
      await services.sending.start(retry!.id);
      await services.statusHandler.handle(report('delivered'));
      expect(await retries()).toMatchObject([{ status: 'sending' }]);
    });

    it('and of delivery at once never leave a retry', async () => {
      for (let round = 0; round < 10; round++) {
        await send();

        await Promise.all([
          services.statusHandler.handle(report('failed', 131_000)),
          services.statusHandler.handle(report('delivered')),
        ]);

        expect(await retries()).toEqual([]);
      }
    });

    it('end after three retries, each later than the one before', async () => {
      await services.statusHandler.handle(report('failed', 131_000));
      const delays: number[] = [];
      for (let number = 1; number <= 3; number++) {
        const last = (await retries()).at(-1);
        expect(last).toMatchObject({ retryNumber: number, status: 'queued' });
        delays.push(last!.relayAfter.getTime() - last!.createdAt.getTime());
        await failsAgain(last!.id);
      }

      expect((await retries()).map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
      expect(delays).toEqual(delays.toSorted((a, b) => a - b));
      expect(new Set(delays).size).toBe(3);
    });

    it('of a retry lead to nothing once the first message has arrived', async () => {
      await services.statusHandler.handle(report('failed', 131_000));
      const [retry] = await retries();
      await letLeave();
      await services.sending.start(retry!.id);
      await services.statusHandler.handle(report('delivered'));

      await failsAgain(retry!.id);

      expect(await retries()).toHaveLength(1);
    });

    it('leave a retry that the relay puts on the queue when its time has come', async () => {
      await services.statusHandler.handle(report('failed', 131_000));
      const [retry] = await retries();
      expect(await services.outbound.takeOverdue(10)).toEqual([]);

      await services.database.outboundMessage.update({
        where: { id: retry!.id },
        data: { relayAfter: new Date(), notBefore: new Date() },
      });

      expect(await services.outbound.takeOverdue(10)).toEqual([{ id: retry!.id, purpose: 'reply' }]);
      expect(await services.sending.start(retry!.id)).toMatchObject({
        message: { body: 'Hello!', to: { phone: '16505551234' } },
      });
    });
  });

  const letTimePass = (): Promise<unknown> =>
    services.testDatabase.query('UPDATE early_status SET look_after = now()');

  it('end the same in whatever order they come, how often, and whether or not before our own record', async () => {
    const known: StatusPayload['status'][] = ['sent', 'failed', 'delivered', 'read'];
    const some = fc.subarray(known, { minLength: 1 }).chain((statuses) =>
      fc.record({
        statuses: fc.constant(statuses),
        coming: fc
          .tuple(
            fc.shuffledSubarray(statuses, { minLength: statuses.length }),
            fc.array(fc.constantFrom(...statuses), { maxLength: 4 }),
          )
          .map(([all, again]) => [...all, ...again]),
        acceptedAt: fc.nat({ max: statuses.length }),
        namesUs: fc.boolean(),
      }),
    );

    await fc.assert(
      fc.asyncProperty(some, async ({ statuses, coming, acceptedAt, namesUs }) => {
        await send();
        for (const [at, status] of coming.entries()) {
          if (at === acceptedAt) await services.outbound.markAccepted(id, wamid);
          const one = report(status, status === 'failed' ? 131_000 : undefined);
          await services.statusHandler.handle(namesUs ? one : withoutOurId(one));
        }
        await services.outbound.markAccepted(id, wamid);
        await letTimePass();
        await services.early.applyKnown();

        const { status, timeline } = await row();
        const inOrder = reportOrder.filter((one) => statuses.includes(one));
        expect(status).toBe(inOrder.at(-1));
        expect(reportOrder.filter((one) => timeline.some((entry) => entry.status === one))).toEqual(inOrder);
        expect(timeline).toHaveLength(statuses.length);
        expect(await retries()).toHaveLength(status === 'failed' ? 1 : 0);
      }),
      { numRuns: 15 },
    );
  });
});
