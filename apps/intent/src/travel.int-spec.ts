import { DateTime } from 'luxon';

import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { AgendaActions } from './agenda.actions.ts';
import { Travel } from './travel.ts';
import { WayHome } from './way-home.service.ts';

const [backend] = queueBackends;

describe('a journey', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const due = (kind = 'reminder') =>
    intent.database.reminder.findMany({
      where: { kind, firedAt: null, cancelledAt: null },
      orderBy: { dueAt: 'asc' },
    });
  const clocks = async (zone: string, kind?: string): Promise<string[]> =>
    (await due(kind)).map(({ dueAt }) => DateTime.fromJSDate(dueAt, { zone }).toFormat('HH:mm'));
  const person = () => intent.database.contact.findFirstOrThrow();

  it.each([
    [
      "I'm in Tokyo until yesterday",
      /is over, so I left your time zone as it is\. Until when are you in Tokyo\?/,
    ],
    ["I'm in Tokyo until 31 february", /^There is no 31 february/],
  ])('is not for good when its end cannot be: "%s"', async (words, answer) => {
    await intent.say('hello');

    expect(await intent.say(words)).toMatch(answer);
    expect(await intent.say('what do you know about me?')).not.toContain('Tokyo');
  });

  it('begins once the person is there', async () => {
    await intent.say('hello');

    expect(await intent.say("I'll be in New York next week")).toBe(
      "I go by your time zone of now until you are there. Say then: I'm in New York until friday",
    );
    expect(await person()).toMatchObject({ timezone: null, awayUntil: null });
  });

  it('takes what repeats along, and leaves appointments and what rings once at their moment', async () => {
    await intent.say('remind me to take my pills every day at 8am');
    await intent.say('remind me to check the oven in 20 minutes');
    await intent.say('dentist in 3 days at 3pm');
    const oven = (await due()).find(({ rule }) => rule === null);
    const [dentist] = await due('event');

    expect(await intent.say("I'm in Tokyo")).toMatch(
      /^You are on Tokyo time now: it is \w+, \d+:\d\d [AP]M\. Your appointments stay at their moment; what repeats goes by local time\.$/,
    );

    const after = await due();
    expect(after.find(({ rule }) => rule === null)?.dueAt).toEqual(oven?.dueAt);
    const pills = after.find(({ rule }) => rule !== null);
    expect(DateTime.fromJSDate(pills?.dueAt ?? new Date(), { zone: 'Asia/Tokyo' }).toFormat('HH:mm')).toBe(
      '08:00',
    );
    // 15:00 in Berlin is late in the evening there: before the quiet hours of the place.
    const [there] = await due('event');
    expect(there?.dueAt.getTime()).toBeLessThan(dentist?.dueAt.getTime() ?? 0);
    expect(await intent.database.event.findFirst()).toMatchObject({ timezone: 'Europe/Berlin' });

    expect(await intent.say('undo')).toBe("Undone: “I'm in Tokyo”");
    expect(await clocks('Europe/Berlin')).toContain('08:00');
    expect((await person()).timezone).toBeNull();
  });

  it.each([
    ["I'm in Tokyo", 'Asia/Tokyo'],
    ["I'm in Los Angeles", 'America/Los_Angeles'],
  ])('takes the days along on which tasks are due: "%s"', async (words, there) => {
    await intent.say('add pay the rent to my list by tomorrow');
    await intent.say('add call the bank to my list by tomorrow at 3pm');
    await intent.say('done with the rent');
    const day = DateTime.now().setZone('Europe/Berlin').plus({ days: 1 }).setLocale('en-US');
    const [bank] = await intent.database.task.findMany({ where: { completedAt: null } });

    await intent.say(words);
    await intent.say('put the rent back on my list');

    const list = await intent.say("what's on my list");
    expect(list).toMatch(new RegExp(`pay the rent.*${day.toFormat('ccc d LLL')}(?!.*at \\d)`));
    const at = DateTime.fromJSDate(bank?.dueAt ?? new Date(0), { zone: there }).setLocale('en-US');
    expect(list).toContain(at.toFormat("'at' h:mm a"));
    const agenda = async (daysLater: number): Promise<string | undefined> => {
      const wanted = day.startOf('day').plus({ days: daysLater }).setZone(there, { keepLocalTime: true });
      const clock = { contactId: bank?.contactId ?? '', now: new Date(), timezone: there, certain: true };
      const when = { start: wanted.toISO() ?? '', grain: 'day' as const };
      const look = await intent.database.transaction((tx) =>
        intent.app.get(AgendaActions, { strict: false }).look(tx, clock, when),
      );
      return look?.body;
    };
    expect(await agenda(0)).toContain('pay the rent');
    for (const other of [-1, 1]) expect((await agenda(other)) ?? '').not.toContain('pay the rent');
  });

  it('begins where the phone is from; of several zones there, the person is asked once', async () => {
    const american = { from: { phone: '14155552671', bsuid: 'US.1349', name: 'Sam' } };
    expect(await intent.say('add milk to my list', american)).not.toContain('New York');
    expect(await intent.say('dentist tomorrow at 3pm', american)).toMatch(
      /^Event 'dentist' scheduled for .* \(New York time\)\n\nI take New York time for now\. If that is not yours, just tell me your city, state or time zone\.$/,
    );
    expect(await intent.say('lunch tomorrow at noon', american)).not.toContain('I take New York');
    expect(await intent.say('I live in Chicago', american)).toMatch(/^You are on Chicago time now/);
    expect(await intent.say('gym tomorrow at 6pm', american)).toMatch(/at 6:00 PM$/);
  });

  it('lets what was announced already rest', async () => {
    await intent.say('flight in 3 days at 3pm');
    await intent.testDatabase.query('UPDATE reminder SET fired_at = now()');

    await intent.say("I'm in Tokyo");

    expect(await due('event')).toEqual([]);
  });

  it('lets the time of a repeated event rest that was announced already', async () => {
    const at = DateTime.now().setZone('Europe/Berlin').plus({ hours: 3 }).startOf('minute');
    await intent.say(`yoga every day at ${at.toFormat('h:mm a')}`);
    await intent.testDatabase.query(
      `UPDATE reminder SET fired_at = now(), due_at = now() - interval '1 minute'`,
    );

    await intent.say("I'm in Tokyo");

    const [next] = await due('event');
    expect(next?.dueAt.getTime()).toBeGreaterThan(at.toMillis());
  });

  it('ends by itself', async () => {
    await intent.say('remind me to take my pills every day at 8am');
    expect(await intent.say("I'm in Tokyo for three days")).toMatch(
      / After \w{3} \d+ \w{3} you are back on Berlin time\. /,
    );
    expect(await intent.say('what do you know about me')).toMatch(
      /\n• Time zone: Tokyo until .*, then Berlin\n/,
    );
    expect(await clocks('Asia/Tokyo')).toEqual(['08:00']);

    await intent.testDatabase.query('UPDATE contact SET away_until = now()');
    const home = intent.app.get(WayHome, { strict: false });
    await Promise.all([home.bring(), home.bring()]);

    expect(await clocks('Europe/Berlin')).toEqual(['08:00']);
    expect(await person()).toMatchObject({ timezone: 'Europe/Berlin', homeTimezone: null, awayUntil: null });
  });

  it("ends in spite of somebody else's", async () => {
    const other = { from: { phone: '4915187654321' } };
    for (const more of [other, {}]) {
      await intent.say('remind me to take my pills every day at 8am', more);
      await intent.say("I'm in Tokyo for three days", more);
    }
    await intent.testDatabase.query("UPDATE contact SET away_until = now(), home_timezone = 'Europe/Berlin'");
    await intent.testDatabase.query(
      `UPDATE contact SET away_until = now() - interval '1 hour', home_timezone = 'Nowhere/Land'
        WHERE bsuid_blind_index IS NULL`,
    );

    await intent.app.get(WayHome, { strict: false }).bring();

    expect(
      await intent.database.contact.findFirst({ where: { bsuidBlindIndex: { not: null } } }),
    ).toMatchObject({
      timezone: 'Europe/Berlin',
      awayUntil: null,
    });
  });

  it('ends when the person says so, also after a second stop', async () => {
    await intent.say("I'm in Tokyo for three days");
    await intent.say("I'm in Chicago for two days");
    expect(await intent.say("I'm back home")).toMatch(/^You are on Berlin time now/);
    expect(await person()).toMatchObject({ timezone: 'Europe/Berlin', awayUntil: null });
  });

  it.each([
    ['forward', '2026-03-28T12:00', '2026-03-29T08:00'],
    ['back', '2026-10-24T12:00', '2026-10-25T08:00'],
  ])('keeps the hour over the night in which the clock goes %s', async (_, now, next) => {
    const berlin = (time: string): Date => DateTime.fromISO(time, { zone: 'Europe/Berlin' }).toJSDate();
    await intent.say('remind me to take my pills every day at 8am');
    const { id: contactId } = await person();
    // As if it had been set long ago in New York, and rang there this morning.
    const newYork = DateTime.fromISO(now, { zone: 'America/New_York' });
    const [series, pending] = [newYork.minus({ months: 2 }), newYork.plus({ days: 1 })].map((day) =>
      day.set({ hour: 8, minute: 0 }).toJSDate(),
    );
    await intent.database.reminder.updateMany({
      data: { seriesStart: series, dueAt: pending, timezone: 'America/New_York' },
    });

    const to = { timezone: 'Europe/Berlin', homeTimezone: null, awayUntil: null };
    await intent.database.transaction((tx) =>
      intent.app
        .get(Travel, { strict: false })
        .move(tx, { contactId, now: berlin(now), timezone: 'Europe/Berlin' }, to),
    );

    expect((await due())[0]?.dueAt).toEqual(berlin(next));
  });
});
