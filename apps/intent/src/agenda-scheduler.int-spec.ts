import { DateTime } from 'luxon';

import { OutboundStore, TemplateStore } from '#data';
import { newWamid, queueBackends, waitUntil } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { AgendaActions } from './agenda.actions.ts';
import { AgendaScheduler } from './agenda-scheduler.service.ts';

const [backend] = queueBackends;

describe('the agenda', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const zone = 'Europe/Berlin';
  const pending = (kind: string) =>
    intent.database.reminder.findMany({ where: { kind, firedAt: null, cancelledAt: null } });
  /** Lets it be due, as if it had been set for then. The app's own scheduler runs beside. */
  const sent = async (kind: string, minutesAgo: number): Promise<string[]> => {
    await intent.testDatabase.query(
      `UPDATE reminder SET due_at = now() - $2 * interval '1 minute' WHERE kind = $1 AND fired_at IS NULL`,
      [kind, minutesAgo],
    );
    const scheduler = intent.app.get(AgendaScheduler, { strict: false });
    await Promise.all([scheduler.sendDue(), scheduler.sendDue()]);
    const due = { kind, firedAt: null, cancelledAt: null, dueAt: { lt: new Date() } };
    await waitUntil(
      'all that is due is sent',
      async () => (await intent.database.reminder.count({ where: due })) === 0,
    );
    const rows = await intent.database.outboundMessage.findMany({ where: { purpose: 'reminder' } });
    return rows.map(({ bodySealed }) => intent.sealer.open(bodySealed));
  };
  const tomorrowAt7 = () => DateTime.now().setZone(zone).plus({ days: 1 }).startOf('day').set({ hour: 7 });

  it('is asked for, with a look at the week, and stopped', async () => {
    expect(await intent.say('send me my agenda every morning at 7')).toMatch(
      /^I'll send you your agenda every day at 7:00 AM(?: from tomorrow on)?, unless the day is empty\.\nOn Sundays at 6:00 PM you get a look at the week\.$/,
    );
    const [daily] = await pending('agenda');
    const [weekly] = await pending('preview');
    const at = (due?: Date): string =>
      DateTime.fromJSDate(due ?? new Date(0), { zone }).toFormat('ccc HH:mm');
    expect(at(daily?.dueAt)).toMatch(/07:00$/);
    expect(at(weekly?.dueAt)).toBe('Sun 18:00');
    expect(await intent.say('what are my reminders')).toBe('You have no reminders.');

    expect(await intent.say('send me my agenda every morning at 6:30')).toContain('6:30 AM');
    expect(await pending('agenda')).toHaveLength(1);

    expect(await intent.say('stop the agenda')).toBe('OK, I stopped sending you your agenda.');
    expect([...(await pending('agenda')), ...(await pending('preview'))]).toEqual([]);
    await intent.say('undo');
    expect(await pending('agenda')).toHaveLength(1);
  });

  it('names what is overdue', async () => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say('add pay the rent to my list by tomorrow');
    await intent.testDatabase.query("UPDATE task SET due_at = due_at - interval '3 days'");

    expect(await sent('agenda', 0)).toEqual([expect.stringContaining('\n• Task 1, overdue: pay the rent')]);
    expect(await intent.say("what's my agenda for tomorrow")).not.toContain('rent');
  });

  it('comes once over all schedulers, and again the next day', async () => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say("it is mom's birthday today");
    await intent.say('add milk to my list by today');

    const messages = await sent('agenda', 0);

    expect(messages).toEqual([
      expect.stringMatching(/^You have \d things? for today, .*:\n• all day: .*mom's birthday/),
    ]);
    const [next, ...others] = await pending('agenda');
    expect(others).toEqual([]);
    expect([tomorrowAt7().toJSDate(), tomorrowAt7().minus({ days: 1 }).toJSDate()]).toContainEqual(
      next?.dueAt,
    );
  });

  it('comes also where it is another day than by the clock of the server', async () => {
    const elsewhere = DateTime.utc().hour < 10 ? 'Pacific/Honolulu' : 'Pacific/Kiritimati';
    await intent.say('hello');
    await intent.testDatabase.query('UPDATE contact SET timezone = $1', [elsewhere]);
    await intent.say('send me my agenda every morning at 7');
    await intent.say("it is mom's birthday today");

    expect(await sent('agenda', 0)).toEqual([expect.stringContaining("mom's birthday")]);
  });

  it('speaks the language of the person, also as a template, where that is approved', async () => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say('add milk to my list by today');
    await intent.database.contact.updateMany({ data: { language: 'de' } });
    const template = { name: 'handsfree_reminder', language: 'de' };
    await intent.app
      .get(TemplateStore, { strict: false })
      .learn(template, { status: 'APPROVED' }, new Date());

    expect(await sent('agenda', 0)).toEqual([expect.stringMatching(/heute/)]);
    expect(await intent.database.outboundMessage.findFirst({ where: { purpose: 'reminder' } })).toMatchObject(
      {
        fallbackLanguage: 'de',
      },
    );
  });

  it('tells on sunday what the week brings', async () => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say('dentist in 3 days at 3pm');

    expect(await sent('preview', 0)).toEqual([
      expect.stringMatching(/^You have 1 thing for \w{3} \d+ \w{3} to .*:\n• .* at 3:00 PM: dentist$/),
    ]);
  });

  /** An agenda that came of its own: an event, a reminder and a task. @returns its WhatsApp id as a blind index */
  const arrived = async (): Promise<string> => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say('lunch tomorrow at noon');
    await intent.say('remind me to call mom tomorrow at 5pm');
    await intent.say('add pay rent by tomorrow to my list');
    await sent('preview', 0);
    // What was said before is no list that could be meant.
    await intent.testDatabase.query('UPDATE inbound_message SET about = NULL');
    const wamidBlindIndex = intent.sealer.blindIndex('wamid', newWamid());
    await intent.database.outboundMessage.updateMany({
      where: { purpose: 'reminder' },
      data: { wamidBlindIndex, status: 'accepted' },
    });
    return wamidBlindIndex;
  };

  it.each([
    ['the third one is done', /^Task 1: pay rent marked complete$/],
    ['move the first one to 2', /^Event 'lunch' moved to tomorrow, .* at 2:00 PM/],
    ['move the second one to 6pm', /^I'll remind you tomorrow, .* at 6:00 PM now: \*call mom\*/],
    ['the fourth one is done', /^There are only 3 in what I told you\./],
  ])('is spoken of by its places, also when it is quoted: "%s"', async (words, answer) => {
    const message = await arrived();
    // Nobody waits for it, so it may be read later.
    await intent.testDatabase.query(
      "UPDATE outbound_message SET created_at = now() - interval '40 minutes' WHERE purpose = 'reminder'",
    );
    expect(await intent.say(words)).toMatch(answer);
    await intent.say('undo');

    await intent.testDatabase.query(
      "UPDATE outbound_message SET created_at = now() - interval '3 hours' WHERE purpose = 'reminder'",
    );
    expect(await intent.say(words, { refersTo: message })).toMatch(answer);
  });

  it.each(['👍', '✅'])('takes a reaction as seen, and nothing as done: %s', async (text) => {
    const message = await arrived();
    await intent.testDatabase.query("UPDATE reminder SET fired_at = now() WHERE kind = 'reminder'");

    expect(await intent.send(intent.message(text, { kind: 'reaction', refersTo: message }))).toEqual([null]);
    expect(await intent.database.task.count({ where: { completedAt: null } })).toBe(1);
    expect(await intent.database.reminder.count({ where: { doneAt: { not: null } } })).toBe(0);
  });

  it('says how many more there are where they do not fit into a message', async () => {
    await intent.say('send me my agenda every morning at 7');
    const { id: contactId } = await intent.database.contact.findFirstOrThrow();
    await intent.database.event.create({
      data: {
        contactId,
        titleSealed: intent.sealer.seal('look at the oven'),
        startsAt: new Date(),
        rule: 'FREQ=HOURLY',
        timezone: zone,
      },
    });

    const [message = ''] = await sent('preview', 0);

    const count = (words: RegExp): number => Number(words.exec(message)?.[1]);
    // A week has 168 hours, or one more or less.
    expect(count(/^You have (\d+) things/)).toBeGreaterThan(160);
    const shown = message.split('\n').filter((line) => line.startsWith('• ')).length;
    expect(shown + count(/\n… and (\d+) more\. /)).toBe(count(/^You have (\d+) things/));
  });

  it('stays at an hour that was named before such hours were kept', async () => {
    await intent.say('send me my agenda every morning at 6:15');
    await intent.testDatabase.query('UPDATE contact SET habits_sealed = NULL');
    const [before] = await pending('agenda');

    await intent.say('my morning is 8');

    expect(await pending('agenda')).toEqual([before]);
  });

  it.each([
    ['agenda', 'agenda for today'],
    ['preview', 'look at the week'],
  ])('is called what it is, where only a template reaches the person: %s', async (kind, name) => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say("schedule mom's birthday today");
    await intent.say('lunch tomorrow at 1pm');
    await sent(kind, 0);

    const message = await intent.database.outboundMessage.findFirst({ where: { purpose: 'reminder' } });
    expect(intent.sealer.open(message?.fallbackSealed ?? '')).toContain(`your ${name} is ready`);
  });

  it('comes where it is another day than here', async () => {
    const here = DateTime.now().toISODate();
    const far = ['Etc/GMT-14', 'Etc/GMT+12'].find(
      (there) => DateTime.now().setZone(there).toISODate() !== here,
    );
    await intent.say('hello');
    await intent.testDatabase.query('UPDATE contact SET timezone = $1', [far]);
    await intent.say('send me my agenda every morning at 7');
    await intent.say('add milk to my list by today');

    expect(await sent('agenda', 0)).toEqual([expect.stringMatching(/^You have 1 thing for today, /)]);
  });

  it("is in the person's language", async () => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say('add milk to my list by today');
    await intent.testDatabase.query("UPDATE contact SET language = 'de'");

    expect(await sent('agenda', 0)).toEqual([expect.stringMatching(/heute/)]);
  });

  it('comes when the quiet hours end, where nobody named the hour', async () => {
    await intent.say('quiet hours 10pm to 9am');

    expect(await intent.say('send me my agenda every day')).toMatch(/^I'll send you .* at 9:00 AM\b/);
    expect(await intent.say('send me my agenda every morning at 8')).toMatch(/ at 8:00 AM\b/);
  });

  it.each([
    ['send me my agenda every day', 'quiet hours 5pm to 9am', '09:00', 'Sun 16:45'],
    ['send me my agenda every day', 'my morning is 7:30', '07:30', 'Sun 18:00'],
    ['send me my agenda every morning at 7', 'quiet hours 5pm to 9am', '07:00', 'Sun 16:45'],
    ['send me my agenda every morning at 7', 'my morning is 7:30', '07:00', 'Sun 18:00'],
  ])('follows the person\'s habits where we chose the hour: "%s", "%s"', async (said, habit, day, week) => {
    await intent.say(said);
    await intent.say(habit);

    const [[daily], [weekly]] = [await pending('agenda'), await pending('preview')];
    const at = (due: Date | undefined, format: string): string =>
      DateTime.fromJSDate(due ?? new Date(0), { zone }).toFormat(format);
    expect([at(daily?.dueAt, 'HH:mm'), at(weekly?.dueAt, 'ccc HH:mm')]).toEqual([day, week]);
  });

  it('does not come again on the day on which it came when the hour moves', async () => {
    await intent.say('send me my agenda every day');
    const [{ id, dueAt } = { id: '', dueAt: new Date(0) }] = await pending('agenda');
    const later = new Date(dueAt.getTime() + 7 * 86_400_000);
    await intent.database.reminder.update({ where: { id }, data: { dueAt: later } });
    await intent.say('my morning is 7:30');

    const [moved] = await pending('agenda');
    const at = (moment: Date): DateTime => DateTime.fromJSDate(moment, { zone });
    expect(at(moved?.dueAt ?? new Date(0)).toISODate()).toBe(at(later).toISODate());
  });

  it('is no reminder: neither "start" nor "what did I miss" tell of it, nor is it put off', async () => {
    await intent.say('send me my agenda every morning at 7');
    expect(await intent.say('stop')).toMatch(/^Stopped: .*\nWhen you write/);
    expect(await sent('agenda', 0)).toEqual([]);
    expect(await intent.say('start')).toBe(
      'Started: your reminders ring again. You missed none in the meantime.',
    );
    expect(await intent.say('what did I miss')).toMatch(/^You missed nothing/);
    expect(await intent.say('snooze')).toBe('You have no reminders.');
  });

  it('says that it begins tomorrow where its hour is over today', async () => {
    const now = DateTime.now().setZone(zone);
    const hourIn = (hours: number): string => now.plus({ hours }).startOf('hour').toFormat('h:mm a');
    // Around midnight, the hour before is of yesterday, and those after are of tomorrow; the next one may begin in the meantime.
    const [past, future] = [hourIn(now.hour === 0 ? 0 : -1), hourIn(2)];

    expect(await intent.say(`send me my agenda every day at ${past}`)).toContain(' from tomorrow on, ');
    const isToday = now.hour < 22;
    const said = await intent.say(`send me my agenda every day at ${future}`);
    expect(said?.includes(' from tomorrow on, ')).toBe(!isToday);
  });

  describe('moved to another hour,', () => {
    const soon = 'send me my agenda every day at 11:59pm';
    const sentToday = async (): Promise<number> => (await sent('agenda', 0)).length;
    beforeEach(async () => {
      await intent.say('send me my agenda every morning at 7');
      await intent.say("it is mom's birthday today");
    });

    it('comes from tomorrow on where it came today', async () => {
      expect(await sentToday()).toBe(1);
      await intent.testDatabase.query(
        "UPDATE outbound_message SET status = 'delivered' WHERE purpose = 'reminder'",
      );

      expect(await intent.say(soon)).toContain(' at 11:59 PM from tomorrow on, ');
      const [next] = await pending('agenda');
      expect(next?.dueAt.getTime()).toBeGreaterThan(DateTime.now().setZone(zone).endOf('day').toMillis());
    });

    it('comes today where the day was empty before, or it has not left', async () => {
      expect(await sentToday()).toBe(1);

      expect(await intent.say(soon)).not.toContain('tomorrow');
    });

    it('and back, comes once a day', async () => {
      await intent.say(soon);
      expect(await sentToday()).toBe(1);
      await intent.testDatabase.query(
        "UPDATE outbound_message SET status = 'delivered' WHERE purpose = 'reminder'",
      );

      expect(await intent.say('undo')).toMatch(/^Undone/);

      expect(await sentToday()).toBe(1);
      expect(await pending('agenda')).toHaveLength(1);
    });
  });

  it.each([
    ['on its day', 0, 1],
    ['not on another one', 26, 0],
  ])('comes anew when it was taken back, dropped and brought back: %s', async (_, hours, count) => {
    const messages = () => intent.database.outboundMessage.findMany({ where: { purpose: 'reminder' } });
    await intent.say('send me my agenda every morning at 7');
    await intent.say("it is mom's birthday today");
    await sent('agenda', 0);
    const before = await pending('agenda');
    await intent.say('stop the agenda');
    await intent.testDatabase.query("UPDATE reminder SET cancelled_at = now() - interval '20 minutes'");
    const [message] = await messages();
    await new OutboundStore(intent.database, intent.sealer).dropNeedless(message!.id);
    expect(await messages()).toEqual([]);
    // Both are put back as they were.
    await intent.testDatabase.query(
      `UPDATE change SET before = before || jsonb_build_object('due_at', now() - $1 * interval '1 hour')
        WHERE kind = 'reminder' AND before ->> 'fired_at' IS NOT NULL`,
      [hours],
    );

    expect(await intent.say('undo')).toMatch(/^Undone/);
    await waitUntil('it was looked at', async () => {
      await intent.app.get(AgendaScheduler, { strict: false }).sendDue();
      return (await intent.database.reminder.count({ where: { withdrawnAt: { not: null } } })) === 0;
    });

    expect(await messages()).toHaveLength(count);
    expect(await pending('agenda')).toEqual(before);
  });

  /** Of whoever has one by now. */
  const breakRule = () => intent.testDatabase.query("UPDATE reminder SET rule = 'FREQ=NEVER'");
  async function breakWords(): Promise<void> {
    const agenda = intent.app.get(AgendaActions, { strict: false });
    const look = agenda.look.bind(agenda);
    const [broken] = await pending('agenda');
    agenda.look = (tx, clock, when) =>
      clock.contactId === broken?.contactId ? Promise.reject(new TypeError('broken')) : look(tx, clock, when);
  }
  it.each<[string, () => Promise<unknown>]>([
    ['when it comes again', breakRule],
    ['what it tells', breakWords],
  ])('of one person comes when that of another is broken: %s', async (_, breakFirst) => {
    await intent.say('send me my agenda every morning at 7');
    await intent.say('add milk to my list by today');
    await breakFirst();
    const from = { phone: '4915112345679', bsuid: 'DE.1350', name: 'Kerry Fisher' };
    await intent.say('send me my agenda every morning at 7', { from });
    await intent.say('add eggs to my list by today', { from });

    expect(await sent('agenda', 0)).toContainEqual(expect.stringContaining('eggs'));
  });

  it.each([
    ['of an empty day', [], 0],
    ['that is hours late', ["it is mom's birthday today"], 300],
  ])('does not come: %s', async (_, texts, minutesAgo) => {
    await intent.say('send me my agenda every morning at 7');
    for (const text of texts) await intent.say(text);

    expect(await sent('agenda', minutesAgo)).toEqual([]);
    expect(await pending('agenda')).toHaveLength(1);
  });
});
