import { Logger } from '@nestjs/common';
import fc from 'fast-check';

import { ContactStore, Database, MarketingStore, NoticeStore, TemplateStore, UserIdChangeStore } from '#data';
import type { AccountPayload } from '#queues';
import { createTestDatabase, damaged, type TestDatabase, testSealer, waitUntil } from '#testing';

import { AccountHandler } from './account.handler.ts';

const sealer = testSealer();
const noon = Date.UTC(2026, 10, 21, 12) / 1_000;

const template = {
  message_template_id: 1_689_556_908_129_832,
  message_template_name: 'order_confirmation',
  message_template_language: 'en-US',
};

/** What ingress makes of a webhook; equal content and time give the same key. */
function notice(field: string, value: unknown, occurredAt: number | undefined = noon): AccountPayload {
  const body = JSON.stringify(value);
  return {
    noticeKey: sealer.blindIndex('notice', `${field} ${occurredAt} ${body}`),
    field,
    reason: 'account',
    occurredAt,
    receivedAt: (noon + 60) * 1_000,
    body,
  };
}

const templateStatus = (event: string, at: number, category = 'UTILITY'): AccountPayload =>
  notice(
    'message_template_status_update',
    { event, ...template, reason: 'NONE', message_template_category: category },
    at,
  );
const preference = (value: string, timestamp: number, who: Record<string, string> = {}): AccountPayload =>
  notice('user_preferences', {
    messaging_product: 'whatsapp',
    user_preferences: [
      {
        wa_id: '16505551234',
        user_id: 'US.13491208655302741918',
        detail: 'User requested to stop marketing messages',
        category: 'marketing_messages',
        value,
        timestamp,
        ...who,
      },
    ],
  });
const date = (seconds: number): Date => new Date(seconds * 1_000);

describe('AccountHandler', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contacts: ContactStore;
  let handler: AccountHandler;
  let logged: { level: string; line: unknown }[];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    contacts = new ContactStore(database, sealer);
    handler = new AccountHandler(
      new NoticeStore(database, sealer),
      new TemplateStore(database),
      contacts,
      new MarketingStore(database),
      new UserIdChangeStore(database, contacts, sealer),
    );
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  beforeEach(() => {
    logged = [];
    const remember = (level: string) => (line: unknown) => void logged.push({ level, line });
    Logger.overrideLogger({ log: remember('log'), warn: remember('warn'), error: remember('error') });
  });
  afterEach(empty);

  async function empty(): Promise<void> {
    await testDatabase.query(
      'DELETE FROM contact; DELETE FROM message_template; DELETE FROM webhook_notice; DELETE FROM user_id_change',
    );
  }
  const theTemplate = () => database.messageTemplate.findFirstOrThrow();
  const theContact = () => database.contact.findFirstOrThrow();

  it('keeps a notice once, sealed, with its times', async () => {
    const one = notice('account_review_update', { decision: 'APPROVED' });

    await Promise.all([handler.handle(one), handler.handle(one)]);
    await handler.handle({ ...one, receivedAt: one.receivedAt + 5_000 });

    const rows = await database.webhookNotice.findMany();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      field: 'account_review_update',
      reason: 'account',
      occurredAt: date(noon),
    });
    expect(sealer.open(rows[0]!.bodySealed)).toBe('{"decision":"APPROVED"}');
    expect(JSON.stringify(rows)).not.toContain('decision');
    expect(logged).toHaveLength(1);
  });

  it.each([
    ['account_update', { event: 'ACCOUNT_RESTRICTION' }, 'warn', 'ACCOUNT_RESTRICTION'],
    ['account_update', { event: 'PARTNER_ADDED' }, 'log', 'PARTNER_ADDED'],
    [
      'account_alerts',
      { alert_info: { alert_severity: 'CRITICAL', alert_type: 'LOW_BALANCE' } },
      'warn',
      'LOW_BALANCE',
    ],
    ['security', { event: 'PIN_RESET_REQUEST', requester: '61555822107539' }, 'warn', 'PIN_RESET_REQUEST'],
    ['message_template_status_update', { event: 'PAUSED', ...template }, 'warn', 'PAUSED'],
    ['calls', { calls: [{ from: '16505551234' }] }, 'log', undefined],
  ])('tells of the field %s and one word of %j, at level %s', async (field, value, level, event) => {
    await handler.handle(notice(field, value));

    expect(logged).toEqual([{ level, line: { message: 'notice', field, reason: 'account', event } }]);
    expect(await database.webhookNotice.count()).toBe(1);
  });

  it.each(['error', 'echo', 'other_number', 'group', 'unreadable'] as const)(
    'keeps what came for the reason "%s" and does nothing else',
    async (reason) => {
      await handler.handle({ ...templateStatus('PAUSED', noon), reason });

      expect(await database.webhookNotice.findMany()).toMatchObject([{ reason }]);
      expect(await database.messageTemplate.count()).toBe(0);
    },
  );

  it('gives a person the new user id that is told', async () => {
    const { id } = await contacts.resolve({ bsuid: 'US.8881' });
    const change = {
      detail: 'User id for T has been updated.',
      user_id: { previous: 'US.8881', current: 'US.8882' },
      timestamp: String(noon),
    };

    await handler.handle(notice('user_id_update', { user_id_update: ['nonsense', {}, change] }));

    expect(await contacts.resolve({ bsuid: 'US.8882' })).toMatchObject({ id });
    expect(JSON.stringify(logged)).not.toContain('US.888');
  });

  describe('of new user ids', () => {
    const change = (previous: string, current: string, at: number): AccountPayload =>
      notice('user_id_update', { user_id_update: [{ user_id: { previous, current } }] }, at);
    const userId = async (): Promise<string | undefined> => contacts.open(await theContact()).bsuid;

    it.each([
      ['in any order', ['US.1', 'US.2', 'US.3']],
      ['also when a former one comes back', ['US.1', 'US.2', 'US.1']],
    ])(
      'ends with the newest, %s and however often they come',
      async (_, [first = '', second = '', third = '']) => {
        const changes = [change(first, second, noon), change(second, third, noon + 60)];
        const anyOrder = fc.shuffledSubarray([...changes, ...changes], { minLength: 4 });

        await fc.assert(
          fc.asyncProperty(anyOrder, async (order) => {
            await empty();
            const { id } = await contacts.resolve({ bsuid: first });
            for (const one of order) await handler.handle(one);

            expect(await database.contact.findMany()).toMatchObject([{ id }]);
            expect(await userId()).toBe(third);
          }),
          { numRuns: 10 },
        );
      },
    );

    it.each([noon + 600, undefined])(
      'takes each for as old as it says itself, out and back, in reverse, in a webhook of %p',
      async (webhookTime) => {
        const told = (previous: string, current: string, timestamp: number): AccountPayload => ({
          ...notice('user_id_update', {
            user_id_update: [{ user_id: { previous, current }, timestamp: String(timestamp) }],
          }),
          occurredAt: webhookTime,
        });
        const { id } = await contacts.resolve({ bsuid: 'US.1' });

        await handler.handle(told('US.2', 'US.1', noon + 50));
        await handler.handle(told('US.1', 'US.2', noon));

        expect(await database.contact.findMany()).toMatchObject([{ id }]);
        expect(await userId()).toBe('US.1');
      },
    );

    it('takes the time of receipt for one that is ahead of our clock', async () => {
      const ahead = { previous: 'US.1', current: 'US.2' };
      const value = { user_id_update: [{ user_id: ahead, timestamp: noon + 7_200 }] };

      await handler.handle({ ...notice('user_id_update', value), occurredAt: undefined });

      expect(await database.userIdChange.findMany()).toMatchObject([{ occurredAt: date(noon + 60) }]);
    });

    it('finds the person also whose message or choice under the former one comes later', async () => {
      const { id } = await contacts.resolve({ bsuid: 'US.1' });
      await handler.handle(change('US.1', 'US.2', noon));

      expect(await contacts.resolve({ bsuid: 'US.1' })).toEqual({ id });
      await handler.handle(preference('stop', noon, { wa_id: '', user_id: 'US.1' }));

      expect(await database.contact.findMany()).toMatchObject([{ id, marketingStoppedAt: date(noon) }]);
      expect(await userId()).toBe('US.2');
    });
  });

  describe('of a template', () => {
    it('notes status, id and category under the name and the language of requests', async () => {
      await handler.handle(templateStatus('APPROVED', noon));

      expect(await theTemplate()).toMatchObject({
        name: 'order_confirmation',
        language: 'en_US',
        whatsappId: '1689556908129832',
        status: 'APPROVED',
        statusAt: date(noon),
        category: 'UTILITY',
        categoryAt: date(noon),
        quality: null,
      });
    });

    it('takes the time of receipt where WhatsApp gave none', async () => {
      await handler.handle({ ...templateStatus('APPROVED', noon), occurredAt: undefined });

      expect(await theTemplate()).toMatchObject({ statusAt: date(noon + 60) });
    });

    it('keeps the time of first receipt of one without a date that comes again', async () => {
      const undated = { ...templateStatus('APPROVED', noon), occurredAt: undefined };
      await handler.handle(undated);
      await handler.handle(templateStatus('PAUSED', noon + 90));

      await handler.handle({ ...undated, receivedAt: (noon + 120) * 1_000 });

      expect(await theTemplate()).toMatchObject({ status: 'PAUSED', statusAt: date(noon + 90) });
    });

    it('keeps an announced category beside the present one until it has come', async () => {
      const announced = { ...template, new_category: 'UTILITY', correct_category: 'MARKETING' };
      await handler.handle(notice('template_category_update', announced, noon));
      expect(await theTemplate()).toMatchObject({ category: 'UTILITY', nextCategory: 'MARKETING' });

      const done = { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' };
      await handler.handle(notice('template_category_update', done, noon + 86_400));
      expect(await theTemplate()).toMatchObject({ category: 'MARKETING', nextCategory: null });
    });

    it('takes the review for later than the submission when both were in one second', async () => {
      await handler.handle(templateStatus('APPROVED', noon));
      await handler.handle(templateStatus('PENDING', noon));

      expect(await theTemplate()).toMatchObject({ status: 'APPROVED' });
    });

    it('knows the same name in another language apart', async () => {
      await handler.handle(templateStatus('PAUSED', noon));
      await handler.handle(
        notice('message_template_status_update', {
          event: 'APPROVED',
          ...template,
          message_template_language: 'de',
        }),
      );

      expect(
        await database.messageTemplate.findMany({
          select: { language: true, status: true },
          orderBy: { language: 'asc' },
        }),
      ).toEqual([
        { language: 'de', status: 'APPROVED' },
        { language: 'en_US', status: 'PAUSED' },
      ]);
    });
  });

  describe('of a choice about marketing', () => {
    it.each<[string, Record<string, string>]>([
      ['phone', { user_id: '' }],
      ['BSUID', { wa_id: '' }],
      ['both', {}],
    ])('notes a stop for a person known by %s', async (_, who) => {
      const { id } = await contacts.resolve({ phone: '16505551234', bsuid: 'US.13491208655302741918' });

      await handler.handle(preference('stop', noon, who));

      expect(await theContact()).toMatchObject({ id, marketingStoppedAt: date(noon) });
    });

    it('notes a stop for a person whose phone number can no longer be read', async () => {
      const { id } = await contacts.resolve({ phone: '16505551234' });
      const phoneSealed = damaged(sealer.seal('16505551234'));
      await database.contact.update({ where: { id }, data: { phoneSealed } });

      await handler.handle(preference('stop', noon, { user_id: '' }));

      expect(await theContact()).toMatchObject({ id, marketingStoppedAt: date(noon) });
    });

    it('holds when the person appears later', async () => {
      await handler.handle(preference('stop', noon));

      const { id } = await contacts.resolve({ phone: '16505551234' });

      expect(await theContact()).toMatchObject({ id, marketingStoppedAt: date(noon) });
    });

    it.each([
      ['stop', date(noon)],
      ['resume', null],
    ])(
      'holds a %s also when the person is made one with an older row just then',
      async (value, marketingStoppedAt) => {
        const older = await contacts.resolve({ phone: '16505559999' }, date(noon - 7_200));
        await handler.handle(preference('stop', noon - 5_400, { wa_id: '16505559999', user_id: '' }));
        const { id } = await contacts.resolve({ phone: '16505551234' }, date(noon - 1_800));
        let choosing: Promise<void> | undefined;
        await database.transaction(async (tx) => {
          await tx.$queryRaw`SELECT FROM contact WHERE id = ${id}::uuid FOR UPDATE`;
          choosing = handler.handle(preference(value, noon, { user_id: '' }));
          await waitUntil('the choice waits for the other transaction', async () => {
            const [row] = await testDatabase.query<{ waiting: number }>(
              `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
            );
            return row?.waiting;
          });
          await new UserIdChangeStore(database, contacts, sealer).rename(tx, older.id, {
            previous: { phone: '16505559999' },
            current: { phone: '16505551234' },
            occurredAt: date(noon - 3_600),
          });
        });
        await choosing;

        expect(await database.contact.findMany()).toMatchObject([
          { id: older.id, marketingChosenAt: date(noon), marketingStoppedAt },
        ]);
      },
    );

    describe('without a date', () => {
      const day = 86_400;
      /** As ingress delivers it on that day. */
      const undated = (value: string, onDay: number, seconds = 0): AccountPayload => {
        const { noticeKey: _key, ...payload } = preference(value, 0);
        const keyOn = (number: number): string => `${value} ${number}`;
        return {
          ...payload,
          noticeKey: keyOn(onDay),
          earlierKeys: Array.from({ length: 7 }, (_, days) => keyOn(onDay - days - 1)),
          occurredAt: undefined,
          receivedAt: (noon + onDay * day + seconds) * 1_000,
        };
      };

      it('a stop that comes again counts, since it may be a new one', async () => {
        await handler.handle(undated('stop', 0));
        await handler.handle(undated('resume', 0, 10));
        expect(await theContact()).toMatchObject({ marketingStoppedAt: null });

        await handler.handle(undated('stop', 0, 20));

        expect(await theContact()).toMatchObject({ marketingStoppedAt: date(noon + 20) });
      });

      it.each([0, 1, 7])(
        'a resume that comes again %p days later does not, since it may be the old one',
        async (days) => {
          await handler.handle(undated('resume', 0));
          await handler.handle(undated('stop', 0, 10));

          await handler.handle(undated('resume', days, 20));

          expect(await theContact()).toMatchObject({ marketingStoppedAt: date(noon + 10) });
        },
      );

      it('a resume that comes again after all redeliveries is a new one', async () => {
        await handler.handle(undated('resume', 0));
        await handler.handle(undated('stop', 0, 10));

        await handler.handle(undated('resume', 8));

        expect(await theContact()).toMatchObject({ marketingStoppedAt: null });
      });
    });

    it('takes the stop back when they resume, but not by an older one', async () => {
      await handler.handle(preference('stop', noon));
      await handler.handle(preference('resume', noon - 10));
      expect(await theContact()).toMatchObject({ marketingStoppedAt: date(noon) });

      await handler.handle(preference('resume', noon + 10));
      expect(await theContact()).toMatchObject({ marketingStoppedAt: null });
    });
  });

  it('ends the same in whatever order notices come, and however often', async () => {
    const notices = [
      templateStatus('PENDING', noon, 'MARKETING'),
      templateStatus('APPROVED', noon),
      templateStatus('PAUSED', noon + 3_600),
      notice(
        'message_template_quality_update',
        { ...template, previous_quality_score: 'GREEN', new_quality_score: 'RED' },
        noon + 3_599,
      ),
      notice(
        'template_category_update',
        { ...template, new_category: 'UTILITY', correct_category: 'MARKETING' },
        noon + 60,
      ),
      notice(
        'template_category_update',
        { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' },
        noon + 3_700,
      ),
      preference('stop', noon),
      preference('resume', noon + 5),
      preference('stop', noon + 9),
      notice('account_update', { event: 'ACCOUNT_RESTRICTION' }),
    ];
    const expected = {
      template: {
        status: 'PAUSED',
        quality: 'RED',
        category: 'MARKETING',
        nextCategory: null,
        statusAt: date(noon + 3_600),
      },
      contact: { marketingChosenAt: date(noon + 9), marketingStoppedAt: date(noon + 9) },
    };
    const anyOrder = fc
      .tuple(
        fc.shuffledSubarray(notices, { minLength: notices.length }),
        fc.array(fc.constantFrom(...notices), { maxLength: 6 }),
      )
      .map(([all, again]) => [...all, ...again]);

    await fc.assert(
      fc.asyncProperty(anyOrder, fc.boolean(), async (order, atOnce) => {
        await empty();
        if (atOnce) await Promise.all(order.map((one) => handler.handle(one)));
        else for (const one of order) await handler.handle(one);

        expect(await theTemplate()).toMatchObject(expected.template);
        expect(await theContact()).toMatchObject(expected.contact);
        expect(await database.webhookNotice.count()).toBe(notices.length);
        expect(await database.contact.count()).toBe(1);
      }),
      { numRuns: 15 },
    );
  });
});
