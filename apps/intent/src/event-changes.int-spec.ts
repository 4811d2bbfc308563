import { DateTime } from 'luxon';

import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { ring } from '../test/ring.ts';

const [backend] = queueBackends;

describe('events', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const say = (text: string): Promise<string | null> => intent.say(text);
  const lastAnswerTo = async (...texts: string[]): Promise<string | null | undefined> => {
    const answers = [];
    for (const text of texts) answers.push(await say(text));
    return answers.at(-1);
  };
  const made = 'dentist tomorrow from 3 to 4pm';

  describe('that others would cancel are found by their names', () => {
    const [rome, oslo] = ['flight to rome on 5 march at 9am', 'flight to oslo on 9 march at 9am'];

    it.each([
      ['cancel the flight', /^Event 'flight to rome' cancelled: Fri 5 Mar/],
      ['please cancel my flight to rome', /^Event 'flight to rome' cancelled: Fri 5 Mar/],
      ['reschedule the flight to 6 march', /^Event 'flight to rome' moved to Sat 6 Mar/],
      ['rebook the rome flight to 7 march', /^Event 'flight to rome' moved to Sun 7 Mar/],
      ['cancel the flight, we drive', /^Event 'flight to rome' cancelled: Fri 5 Mar/],
      ['cancel the hotel', /^I did not get that/],
      ['cancel my netflix subscription', /^I did not get that/],
    ])('"%s"', async (text, answer) => {
      expect(await lastAnswerTo(rome, text)).toMatch(answer);
    });

    it.each([
      ['cancel the flight on 9 march', /^Event 'flight to oslo' cancelled: Tue 9 Mar/],
      ['cancel the flight to oslo', /^Event 'flight to oslo' cancelled: Tue 9 Mar/],
    ])('of several: "%s"', async (text, answer) => {
      expect(await lastAnswerTo(rome, oslo, text)).toMatch(answer);
    });

    it('and asked about where several go by that', async () => {
      expect(await lastAnswerTo(rome, oslo, 'cancel the flight')).toMatch(/^Which one do you mean\?/);
      expect(await lastAnswerTo('2')).toMatch(/^Event 'flight to oslo' cancelled/);
    });
  });

  it.each([
    ['move the dentist to 5', /^Event 'dentist' moved to tomorrow, .* from 5:00 PM to 6:00 PM$/],
    ['move it to five', /^Event 'dentist' moved to tomorrow, .* from 5:00 PM to 6:00 PM$/],
    ['move it to 10', /^Event 'dentist' moved to tomorrow, .* from 10:00 AM to 11:00 AM$/],
    ['push the dentist back an hour', /moved to tomorrow, .* from 4:00 PM to 5:00 PM$/],
    ['move the dentist an hour earlier', /moved to tomorrow, .* from 2:00 PM to 3:00 PM$/],
    ['make it an hour longer', /^Event 'dentist' is now tomorrow, .* from 3:00 PM to 5:00 PM$/],
    ['make the dentist 30 minutes shorter', /is now tomorrow, .* from 3:00 PM to 3:30 PM$/],
    ['extend it until 5', /is now tomorrow, .* from 3:00 PM to 5:00 PM$/],
    ['rename the dentist to dentist with Ann', /^Event 'dentist' is called 'dentist with Ann' now$/],
    ['change the place of the dentist to Main Street', /^Event 'dentist' is at Main Street now$/],
    ['move the dentist appointment to 5', /^Event 'dentist' moved to tomorrow/],
    ["shift tomorrow's 3 o'clock to 4", /moved to tomorrow, .* from 4:00 PM to 5:00 PM$/],
    ['move the dentist to yesterday', /^I did not move 'dentist', because .* is over/],
    ['reschedule the dentist', /^When should 'dentist' be\?/],
    [
      'move the party to friday',
      /^I found no event called 'party' .* Your next events:\n• tomorrow.*: dentist$/,
    ],
    ['cancel the dentist', /^Event 'dentist' cancelled: tomorrow, .* from 3:00 PM to 4:00 PM$/],
    ["cancel tomorrow's 3 o'clock", /^Event 'dentist' cancelled: tomorrow/],
    ['cancel it', /^Event 'dentist' cancelled: tomorrow/],
    ['delete that', /^Event 'dentist' cancelled: tomorrow/],
    ['when is the dentist', /^dentist: tomorrow, .* from 3:00 PM to 4:00 PM$/],
    ['when is my next appointment', /^dentist: tomorrow/],
    [
      'am I free tomorrow at 3',
      /^No, something is planned for tomorrow, .* at 3:00 PM:\n• 3:00 PM to 4:00 PM: dentist$/,
    ],
    ['am I free tomorrow at 5', /^Yes, you are free: nothing is planned for tomorrow, .* at 5:00 PM\.$/],
    ['find me an hour tomorrow evening', /^You are free tomorrow, .* from 6:00 PM to 10:00 PM\./],
    ['find me an hour tomorrow', /^You are free tomorrow, .* from 9:00 AM to 3:00 PM\. Other times/],
    ['lunch with Bob tomorrow at 3:30pm', /\nThis overlaps with dentist \(3:00 PM to 4:00 PM\)\.$/],
  ])('"%s"', async (words, answer) => {
    expect(await lastAnswerTo(made, words)).toMatch(answer);
  });

  it('tells what overlaps, when asked', async () => {
    expect(await lastAnswerTo(made, 'do I have any clashes')).toBe('Nothing overlaps in the next 4 weeks.');
    expect(
      await lastAnswerTo('lunch with Bob tomorrow at 3:30pm', 'is anything overlapping tomorrow'),
    ).toMatch(
      /^Two events overlap:\n• tomorrow, .* from 3:00 PM to 4:00 PM: dentist and lunch with Bob \(3:30 PM\)$/,
    );
    expect(await say('am I double booked in 3 days')).toMatch(/^For .*, nothing overlaps\.$/);
  });

  it('asks when an event is to be, and moves it there', async () => {
    expect(await lastAnswerTo(made, 'reschedule the dentist', 'tomorrow at 5pm')).toMatch(
      /^Event 'dentist' moved to tomorrow, .* from 5:00 PM to 6:00 PM$/,
    );
  });

  it('of one name are told apart by their times', async () => {
    await lastAnswerTo('dentist tomorrow at 9am', 'dentist in 3 days at 9am');
    expect(await say('move the dentist to 11')).toMatch(
      /^Which one do you mean\?\n1\. dentist, tomorrow, .*\n2\. dentist, /,
    );
    expect(await say('the first one')).toMatch(/^Event 'dentist' moved to tomorrow, .* at 11:00 AM$/);
  });

  it('are cancelled together after a yes only', async () => {
    await lastAnswerTo(made, 'lunch tomorrow at noon');
    expect(await say('cancel everything tomorrow')).toMatch(
      /^Shall I cancel these 2 events\?\n• lunch: .*\n• dentist: /,
    );
    expect(await say('no')).toBe('OK, I left it as it was.');
    await say('cancel everything tomorrow');
    expect(await say('yes')).toMatch(/^2 events cancelled:\n/);
    expect(await say("what's on my calendar")).toBe('Your calendar is empty.');
    expect(await say('undo')).toMatch(/^Undone/);
    expect(await say("what's on my calendar")).toMatch(/lunch\n.*dentist$/);
  });

  it('that are gone are no others', async () => {
    expect(await lastAnswerTo('lunch in 2 days at noon', made, 'cancel it', 'cancel it')).toMatch(
      /^I found no such event/,
    );
  });

  describe('that are announced', () => {
    const reminders = (): Promise<string | null> => say('what are my reminders');

    it('are what "it" means once they were announced, unless it is about the reminder', async () => {
      await say('dentist tomorrow from 3 to 4pm');
      await ring(intent, 'dentist');

      expect(await say('make it an hour longer')).toMatch(/^Event 'dentist' is now tomorrow, .* to 5:00 PM$/);
      await say('dinner tomorrow at 7pm');
      await ring(intent, 'dinner');
      expect(await say('cancel that')).toMatch(/^Event 'dinner' cancelled: /);
    });

    it('take their reminders with them', async () => {
      await lastAnswerTo('dentist tomorrow at 3pm, remind me an hour before', 'move it to 5');
      expect(await reminders()).toMatch(/^Your reminders:\n• dentist: tomorrow, .* at 4:00 PM$/);
      await say('rename the dentist to surgery');
      expect(await reminders()).toMatch(/^Your reminders:\n• surgery: tomorrow, .* at 4:00 PM$/);
      await say('cancel the surgery');
      expect(await reminders()).toBe('You have no reminders.');
      await say('undo');
      expect(await reminders()).toMatch(/• surgery: tomorrow, .* at 4:00 PM$/);
    });

    it('are announced again when they move after the reminder rang', async () => {
      await say('dentist tomorrow at 3pm, remind me an hour before');
      await intent.testDatabase.query('UPDATE reminder SET fired_at = now()');
      await say('move it to 5');
      expect(await reminders()).toMatch(/• dentist: tomorrow, .* at 4:00 PM$/);
    });

    it('say nothing of a reminder that rang before they are renamed', async () => {
      await say('dentist tomorrow at 3pm, remind me an hour before');
      await intent.testDatabase.query('UPDATE reminder SET fired_at = now()');
      await intent.testDatabase.query("UPDATE event SET starts_at = now() + interval '30 minutes'");

      expect(await say('rename the dentist to surgery')).toBe("Event 'dentist' is called 'surgery' now");
    });

    it('say when it is too late', async () => {
      expect(
        await lastAnswerTo('dentist in 3 days at noon, remind me 2 days before', 'move it to tomorrow'),
      ).toMatch(/moved to tomorrow, .*\nIt is too late to remind you 2 days before\.$/);
      expect(await reminders()).toBe('You have no reminders.');
    });
  });

  describe('that repeat', () => {
    // Neither today nor tomorrow, which are told in other words.
    const [day, next] = [3, 4].map((days) =>
      DateTime.now().setZone('Europe/Berlin').plus({ days }).setLocale('en'),
    );
    const [weekday, nextWeekday] = [day?.weekdayLong, next?.weekdayLong];
    const series = `yoga every ${weekday} at 6pm`;
    const dates = (answer: string | null): string[] =>
      answer?.match(/[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}/g) ?? [];
    const tap = async (at: number): Promise<string | null> => {
      const rows = await intent.database.outboundMessage.findMany({
        where: { choicesSealed: { not: null } },
        orderBy: { createdAt: 'desc' },
        take: 1,
      });
      const { buttons } = JSON.parse(intent.sealer.open(rows[0]?.choicesSealed ?? '')) as {
        buttons: { id: string; title: string }[];
      };
      const { id, title = '' } = buttons[at] ?? {};
      return intent.say(title, {
        kind: 'interactive',
        raw: JSON.stringify({ interactive: { button_reply: { id } } }),
      });
    };

    it('are asked about: only one time, or all', async () => {
      await say(series);
      const [first, second] = dates(await say('when is yoga'));

      expect(await say('cancel yoga')).toBe(
        `Only ${first}, or all of them? 'yoga' repeats every ${weekday}.`,
      );
      expect(await tap(0)).toBe(`Event 'yoga' cancelled only this time: ${first} at 6:00 PM`);
      expect(await say('when is yoga')).toMatch(new RegExp(`^yoga: ${second} at 6:00 PM\nThen `));
      await say('cancel yoga');
      expect(await tap(1)).toMatch(/^Event 'yoga' cancelled for good, from /);
      expect(await say('when is yoga')).toMatch(/^I found no event called 'yoga'/);
    });

    it('are moved one at a time, or all', async () => {
      await lastAnswerTo(series, 'move it to 7pm');
      expect(await tap(0)).toMatch(/^Event 'yoga' moved to .* at 7:00 PM$/);
      expect(await say("what's on my calendar")).toMatch(/at 7:00 PM: yoga\n• .* at 6:00 PM: yoga\n/);
      await say('undo');
      await say('move yoga to 7pm');
      expect(await say('all of them')).toMatch(
        new RegExp(`^Event 'yoga' moved to .* at 7:00 PM\nRepeats every ${weekday}$`),
      );
      expect(await say(`move all yoga to ${nextWeekday}`)).toMatch(
        new RegExp(`moved to .* at 7:00 PM\nRepeats every ${nextWeekday}$`),
      );
    });

    it('are moved from a time on, and are still one thing', async () => {
      await say(`yoga every ${weekday} at 6pm`);
      const [first = ''] = dates(await say('when is yoga'));

      expect(await say('move yoga to 7pm from january 2032 on')).toMatch(
        new RegExp(`^Event 'yoga' moved to .* Jan 2032 at 7:00 PM\nRepeats every ${weekday}$`),
      );
      expect(await say('when is yoga')).toMatch(new RegExp(`^yoga: ${first} at 6:00 PM\nThen `));
      expect(await say('end yoga on 1 march 2032')).toMatch(
        /^Event 'yoga' cancelled for good, from .* Mar 2032 at 7:00 PM on$/,
      );
    });

    it('are paused as one thing after they were moved from a time on', async () => {
      const monthIn = (months: number): string =>
        DateTime.now().startOf('month').plus({ months }).setLocale('en').toFormat('LLLL');
      await say(`yoga every ${weekday} at 6pm`);
      await say(`move yoga to 7pm from ${monthIn(2)} on`);

      expect(await say(`pause yoga until 1 ${monthIn(4)}`)).toMatch(
        new RegExp(
          `^Event 'yoga' is paused until .*\nThe next time is .* ${monthIn(4).slice(0, 3)} .*at 7:00 PM\\.$`,
        ),
      );
      expect(await say('when is yoga')).not.toContain('6:00 PM');
    });

    it('are paused together with a time that was moved', async () => {
      await say(series);
      expect(await say('move the next yoga to 8pm')).toMatch(/moved to .* at 8:00 PM/);

      expect(await say('pause yoga until 2 march 2032')).toMatch(
        /^Event 'yoga' is paused until Tue 2 Mar 2032\.\nThe next time is .* Mar 2032 at 6:00 PM\.$/,
      );
      expect(await say('when is yoga')).toMatch(/^I found no event called 'yoga'/);
    });

    it('are skipped, paused and ended', async () => {
      await say(series);
      const [first = '', second = ''] = dates(await say('when is yoga'));
      expect(await say('skip the next yoga')).toContain(first);
      expect(await say('when is yoga')).toContain(`yoga: ${second}`);
      expect(await say('pause yoga until 2 march 2032')).toMatch(
        new RegExp(
          `^Event 'yoga' is paused until Tue 2 Mar 2032\\.\nThe next time is ${weekday?.slice(0, 3)} \\d Mar 2032 at 6:00 PM\\.$`,
        ),
      );
      expect(await say('when is yoga')).toMatch(/^I found no event called 'yoga'/);
      expect(await say('undo')).toMatch(/^Undone/);
      expect(await say('cancel yoga from 1 march 2032 on')).toMatch(
        /^Event 'yoga' cancelled for good, from [A-Z][a-z]+ \d Mar 2032 at 6:00 PM on$/,
      );
      expect(await say('end yoga on 2 march 2032')).toMatch(/does not take place after that anyway/);
    });
  });
});
