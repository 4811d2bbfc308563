import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('a conversation', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const answersTo = async (...texts: string[]): Promise<(string | null)[]> => {
    const answers = [];
    for (const text of texts) answers.push(await intent.say(text));
    return answers;
  };
  const lastAnswerTo = async (...texts: string[]): Promise<string | null | undefined> =>
    (await answersTo(...texts)).at(-1);

  describe('about an event that was made for a whole day', () => {
    it.each([
      ['at 11', /at 11:00 AM$/],
      ['11:30', /at 11:30 AM$/],
      ["let's say 11am", /at 11:00 AM$/],
      ['make it 11', /at 11:00 AM$/],
      ['from 11 to 1', /from 11:00 AM to 1:00 PM$/],
    ])('gives it the time of day that comes next: "%s"', async (time, words) => {
      const [made, timed, events] = await answersTo('brunch on sunday', time, "what's on my calendar");

      expect(made).toMatch(/^Event 'brunch' scheduled for .*Sun .*\nTo give it a time, just say it/);
      expect(timed).toMatch(/^Event 'brunch' scheduled for .*Sun /);
      expect(timed).toMatch(words);
      expect(events?.match(/brunch/g)).toHaveLength(1);
    });

    it.each([
      ['lunch with Tom', 'move it to one', /at 1:00 PM$/],
      ['dinner with Tom', 'move it to seven', /at 7:00 PM$/],
      ['breakfast with Tom', 'move it to nine', /at 9:00 AM$/],
    ])('moves %s to the half of the day in which it takes place', async (event, words, answer) => {
      expect(await lastAnswerTo(`${event} on sunday`, words)).toMatch(answer);
    });

    it('keeps it as it is when something else is said', async () => {
      const [, , , events] = await answersTo(
        'brunch on sunday',
        'add milk to my list',
        'at 11',
        "what's on my calendar",
      );

      expect(events).toMatch(/• .*Sun \d+ \w+: brunch$/);
    });

    it('does not ask for the time of a birthday, and takes one all the same', async () => {
      const [made, timed] = await answersTo("add tom's birthday to my calendar on sunday", 'at 4pm');

      expect(made).not.toContain('time');
      expect(timed).toMatch(/ at 4:00 PM$/);
    });
  });

  it('gives a time to the only one of several things that has one', async () => {
    expect(
      await lastAnswerTo(
        'put bananas and coffee on my list and remind me to go shopping at six',
        'make it seven',
      ),
    ).toMatch(/^I'll remind you .* at 7:00 PM now: \*go shopping\*$/);
  });

  it('sets another reminder', async () => {
    const [, school, early] = await answersTo(
      'remind me tomorrow at noon to call mom',
      'also one for tomorrow at 9am to call the school',
      'another at 8am',
    );

    expect(school).toMatch(/^I'll remind you tomorrow, .* at 9:00 AM: \*call the school\*$/);
    expect(early).toMatch(/^I'll remind you .* at 8:00 AM: \*call the school\*$/);
  });

  describe('about something that was only named', () => {
    it.each([
      ['rename milk to oat milk', /^Task 1 is now: oat milk\. It was: milk$/],
      ['move milk to tomorrow', /^Task 1 is now: milk, due tomorrow/],
      ['cancel milk', /^Task 1: milk taken off your list$/],
      ['cancel call mom', /^Cancelled: \*call mom\*/],
      ['move call mom to 6pm', /^I'll remind you .* at 6:00 PM now: \*call mom\*$/],
      ['rename lunch to brunch', /^Event 'lunch' is called 'brunch' now/],
    ])('finds of what kind it is: "%s"', async (said, answer) => {
      await answersTo(
        'add milk to my list',
        'remind me to call mom tomorrow at 5pm',
        'lunch tomorrow at noon',
      );

      expect(await intent.say(said)).toMatch(answer);
    });

    it('says that there is none where the kind was said', async () => {
      expect(await lastAnswerTo('add milk to my list', 'cancel the milk appointment')).toMatch(/^I found no/);
    });
  });

  it('gives what was talked about another name or amount', async () => {
    expect(await lastAnswerTo('add 2 eggs to my list', 'make it 3 eggs')).toMatch(/^Task 1 is now: 3 eggs/);
    expect(await lastAnswerTo('add milk and bread to my list', 'make it 6 eggs')).toMatch(
      /^Task 1 is now: 6 eggs/,
    );
  });

  it('makes an event all day, and puts it into another room', async () => {
    expect(await lastAnswerTo('workshop tomorrow at 10', 'make it all day')).toMatch(
      /^Event 'workshop' moved to tomorrow, \w{3} \d+ \w{3}$/,
    );
    expect(await intent.say('move it to room 4')).toMatch(/room 4/);
    expect(await intent.say("what's on my calendar tomorrow")).toMatch(/: workshop \(room 4\)$/);
  });

  describe('about a reminder', () => {
    it('that was said as an entry of a list comes again each time', async () => {
      const [set, list] = await answersTo(
        'add water the plants every monday to my list',
        "what's on my list",
      );

      expect(set).toMatch(/water the plants\*\nRepeats every Monday$/);
      expect(list).not.toContain('plants');
    });

    it.each(['tomorrow at 5pm', 'tomorrow', 'at 5', '5', '5:30 please', 'half past five', 'make it 5pm'])(
      'takes "%s" for its time',
      async (time) => {
        expect(await lastAnswerTo('remind me to call mom', time)).toMatch(/^I'll remind you .*\*call mom\*$/);
      },
    );

    it.each(['buy milk', 'the dentist', 'to water the plants'])(
      'takes "%s" for its matter',
      async (matter) => {
        const answer = await lastAnswerTo('remind me tomorrow at 5pm', matter);

        expect(answer).toMatch(/^I'll remind you tomorrow.* at 5:00 PM/);
        expect(answer).toContain(matter.replace('to ', ''));
        expect(await intent.database.task.count()).toBe(0);
      },
    );

    it('asks again after a mere "ok", and still takes the answer', async () => {
      const [asked, again, answer] = await answersTo('remind me to call mom', 'ok', 'tomorrow at 5pm');

      expect(asked).toMatch(/^At what time should I remind you/);
      expect(again).toBe(asked);
      expect(answer).toMatch(/^I'll remind you .*call mom/);
    });

    it.each(['hmm', 'let me think', 'wait', 'the colour of the sea at night'])(
      'goes on waiting after "%s"',
      async (aside) => {
        const [, , answer] = await answersTo('remind me to call mom', aside, 'tomorrow at 5pm');

        expect(answer).toMatch(/^I'll remind you tomorrow.*\*call mom\*$/);
      },
    );

    it('asks for another time when it is over', async () => {
      const [over, answer] = await answersTo('dentist yesterday at 3pm', 'tomorrow at 3pm');

      expect(over).toMatch(
        /^I did not put dentist in your calendar, because .* is over\. Which day and time/,
      );
      expect(answer).toMatch(/^Event 'dentist' scheduled for tomorrow, .* at 3:00 PM/);
    });
  });

  it('about which task is done takes its number', async () => {
    const answers = await answersTo(
      'add milk to my list',
      'add bread to my list',
      'mark my task as done',
      '2',
    );

    expect(answers.slice(2)).toEqual([
      'Which task is done? Please say its number, for example: done 1',
      'Task 2: bread marked complete',
    ]);
  });

  it.each(['ok', 'k', 'great', 'cool', '👍'])('acknowledged with "%s" gets no menu', async (text) => {
    expect(await lastAnswerTo('add milk to my list', text)).toBe('OK!');
  });

  it.each([
    ['what time is it?', /^It is \d+:\d\d [AP]M\.$/],
    ["what's the date", /^Today is \w+day, \d+ \w+ \d{4}\.$/],
    ['are you a robot', /^I am Handsfree, an automated assistant\. /],
    ['good night', /^Bye for now!$/],
    ["you're the best", /^You're welcome!$/],
    ["no, that's not what I said", /^I am sorry that I got it wrong\./],
    ['sorry', /^No problem\.$/],
    ['got it', /^OK!$/],
    ['testing 1 2 3', /^Hello! /],
  ])('holds an aside: "%s"', async (text, answer) => expect(await lastAnswerTo(text)).toMatch(answer));

  it('about a task that is done finds it by a part of its name, and asks when two have it', async () => {
    const answers = await answersTo(
      'add do the laundry to my list',
      'add call the landlord to my list',
      'done with the laundry',
      'add call the bank to my list',
      'mark call as done',
    );

    expect(answers[2]).toBe('Task 1: do the laundry marked complete');
    expect(answers[4]).toBe(
      'Which one do you mean?\n1. call the landlord, task 2 on your list\n2. call the bank, task 3 on your list',
    );
  });

  it('says that nothing was asked when something is agreed to', async () => {
    expect(await lastAnswerTo('yes, do it')).toMatch(/^I am not waiting for a yes, so nothing was changed/);
  });

  it('in another language is told what is understood', async () => {
    expect(await lastAnswerTo('recuérdame mañana llamar a mamá')).toMatch(
      /^Por ahora solo entiendo inglés\. Por ejemplo: /,
    );
  });

  it('about where something is ends in what was said last of it, and no bike is where one parked', async () => {
    const answers = await answersTo(
      'my car is a Toyota',
      'I parked on level 2',
      'I left my bike behind the station',
      'where is my car?',
      'where did I park?',
      "where's my bike",
      'where are my keys',
    );

    expect(answers.slice(3)).toEqual([
      'You told me: I parked on level 2',
      'You told me: I parked on level 2',
      'You told me: I left my bike behind the station',
      expect.stringMatching(/^I know nothing about that: my keys/),
    ]);
  });

  it('that asks for the same event twice has it once', async () => {
    const [, again, events] = await answersTo(
      'dentist tomorrow at 3pm',
      'Dentist tomorrow at 3pm',
      "what's on my calendar",
    );

    expect(again).toMatch(/^'Dentist' is in your calendar already: tomorrow, .* at 3:00 PM$/);
    expect(events?.match(/dentist/gi)).toHaveLength(1);
  });

  it('does what a wish said again adds: a reminder, once, and an end', async () => {
    const [, reminded, again, longer, reminders, events] = await answersTo(
      'dentist tomorrow at 3pm',
      'dentist tomorrow at 3pm, remind me an hour before',
      'dentist tomorrow at 3pm, remind me an hour before',
      'dentist tomorrow from 3 to 4pm',
      'what are my reminders',
      "what's on my calendar",
    );

    expect(reminded).toMatch(/is in your calendar already: .*\nI'll remind you 1 hour before\.$/);
    expect(again).toBe(reminded);
    expect(longer).toMatch(/^Event 'dentist' scheduled for .* from 3:00 PM to 4:00 PM$/);
    expect(reminders?.match(/dentist/g)).toHaveLength(1);
    expect(events).toMatch(/^• .*3:00 PM to 4:00 PM: dentist$/m);
    expect(events?.match(/dentist/g)).toHaveLength(1);
  });

  it('invites to give a time only where it knows to which event', async () => {
    expect(await lastAnswerTo('yoga tuesday and thursday')).not.toContain('To give it a time');
  });

  it('keeps a card, and does what its caption asks for', async () => {
    const people = [{ name: 'Ann Lee', details: ['+49 151 23456789'] }];
    const media = { id: '1', mimeType: 'text/vcard' };
    const card = (text: string): ReturnType<IntentApp['message']> =>
      intent.message(text, { kind: 'document', media, mediaOutcome: { reading: { people } } });

    const [answer] = await intent.send(card('remind me to call her tomorrow at 5pm'));

    expect(answer).toMatch(/I'll remember how to reach Ann Lee/);
    expect(answer).toMatch(/I'll remind you tomorrow.* at 5:00 PM: \*call her\*/);
    expect(await lastAnswerTo("what's Ann's number")).toBe('Ann Lee\n+49 151 23456789');
  });

  it.each([
    ['dentist yesterday at 3pm', 'friday or saturday', /^Which one do you mean: friday or saturday\?$/],
    ['remind me to call mom yesterday at 5pm', 'every day at 5pm', /every day/],
    [
      'remind me at 25:00 tomorrow to call mom',
      'noon',
      /^I'll remind you tomorrow, .* at 12:00 PM: \*call mom\*$/,
    ],
    [
      'remind me at 25:00 tomorrow to call mom',
      'one',
      /^I'll remind you tomorrow, .* at 1:00 PM: \*call mom\*$/,
    ],
    [
      'meeting tomorrow from 5pm to 3pm',
      'from 3pm to 5pm',
      /^Event 'meeting' scheduled for tomorrow, .* from 3:00 PM to 5:00 PM$/,
    ],
  ])('about "%s" takes all of "%s"', async (wish, time, words) => {
    expect(await lastAnswerTo(wish, time)).toMatch(words);
  });

  it.each([
    ['dentist yesterday at 3pm', 'tomorrow', /^Event 'dentist' scheduled for tomorrow, .* at 3:00 PM$/],
    ['party yesterday from 8pm to 11pm', 'on 5 march', / 5 Mar.* from 8:00 PM to 11:00 PM$/],
    ['remind me to ring gran yesterday at 3pm', 'tomorrow', /^I'll remind you tomorrow, .* at 3:00 PM/],
    ['dentist yesterday', 'on 5 march', /^Event 'dentist' scheduled for .* 5 Mar\b/],
    ['party on 5 march 3000 at 8pm', '5 march', /^Event 'party' scheduled for .* 5 Mar.* at 8:00 PM$/],
  ])('about a day that can not be takes another, and keeps the time of "%s"', async (wish, day, words) => {
    const [asked, answer] = await answersTo(wish, day);

    expect(asked).toMatch(/is over\.|too far away/);
    expect(answer).toMatch(words);
  });

  it.each([
    `x${' '.repeat(4_090)}y`,
    `ok${' ,'.repeat(2_000)}y`,
    `${'no '.repeat(1_300)}y`,
    `at ${'5 please '.repeat(400)}`,
  ])('is not held up by a long odd answer (%#)', async (odd) => {
    // A regular expression that backtracks would take longer than a test may.
    const answers = await answersTo(
      'remind me to call mom',
      odd,
      'remind me at 25:00 tomorrow to call mom',
      odd,
    );

    expect(answers).not.toContain(null);
  });

  it('keeps people from cards, and gives them back by name', async () => {
    const people = [
      { name: 'Ann Lee', details: ['+49 151 23456789', 'ann@example.com'] },
      { name: 'Bob Ray', details: ['+49 151 98765432'] },
    ];
    const cards = intent.message(undefined, { kind: 'document', mediaOutcome: { reading: { people } } });

    expect(await intent.send(cards)).toEqual(["I'll remember how to reach Ann Lee and Bob Ray"]);
    const given = 'Ann Lee\n+49 151 23456789\nann@example.com';
    expect(await answersTo("what's Ann's number", 'how can I reach ann?', "what is ann lee's email")).toEqual(
      [given, given, given],
    );
  });
});
