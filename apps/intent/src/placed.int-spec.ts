import { newWamid, queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { ring } from '../test/ring.ts';

const [backend] = queueBackends;

describe('what is named by its place', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const answersTo = async (...texts: string[]): Promise<string[]> => {
    const answers = [];
    for (const text of texts) answers.push((await intent.say(text)) ?? '');
    return answers;
  };
  const lastAnswerTo = async (...texts: string[]): Promise<string> =>
    (await answersTo(...texts)).at(-1) ?? '';
  /** Of each kind, in the order in which an agenda tells them. */
  const plan = [
    'dentist tomorrow at 3pm',
    'lunch tomorrow at noon',
    'remind me to call mom tomorrow at 5pm',
    'add pay rent by tomorrow to my list',
  ];

  it.each([
    ['move the second one to 5', /^Event 'dentist' moved to tomorrow, .* at 5:00 PM/],
    ['the second one is at 6pm now', /^Event 'dentist' moved to tomorrow, .* at 6:00 PM/],
    ['delete the first one', /^Event 'lunch' cancelled|^Cancelled.*lunch/],
    ['delete the first two', /lunch[^]*dentist/],
    ['cancel both', /lunch[^]*dentist/],
    ['rename number 2 to surgery', /^Event 'dentist' is called 'surgery' now/],
    ['the last one is cancelled', /dentist/],
    ['postpone the last one by an hour', /^Event 'dentist' moved to tomorrow, .* at 4:00 PM/],
    ['cancel number 1', /lunch/],
    ['the second one is done', /^That one is an event/],
  ])('in a list of events: "%s"', async (words, answer) => {
    expect(await lastAnswerTo(...plan.slice(0, 2), "what's on my calendar", words)).toMatch(answer);
  });

  it.each([
    ['move the first one to 2', /^Event 'lunch' moved to tomorrow, .* at 2:00 PM/],
    ['move the third one to 6pm', /^I'll remind you tomorrow, .* at 6:00 PM now: \*call mom\*/],
    ['the third one is done', /^Cancelled: \*call mom\*/],
    ['the last one is done', /^Task 1: pay rent marked complete$/],
    ['done with the last two', /call mom[^]*Task 1: pay rent marked complete/],
    ['delete the third and the fourth one', /call mom[^]*Task 1: pay rent taken off your list/],
    ['number 1 is done', /^Task 1: pay rent marked complete$/],
    ['rename number 4 to pay the rent', /^Task 1 is now: pay the rent/],
    ['delete the sixth one', /^There are only 4 in what I told you\./],
  ])('in an agenda of all kinds: "%s"', async (words, answer) => {
    expect(await lastAnswerTo(...plan, 'give me an overview of tomorrow', words)).toMatch(answer);
  });

  it.each([
    ['the last one is done', /^Task 3: eggs marked complete$/],
    ['I did the second one', /^Task 2: bread marked complete$/],
    ['delete the first two', /^Task 1: milk taken off your list[^]*Task 2: bread taken off your list$/],
    ['rename the second one to rye bread', /^Task 2 is now: rye bread/],
    ['cross off the second one', /^Task 2: bread marked complete$/],
    ['move the last one to tomorrow', /^Task 3 is now: eggs, due tomorrow/],
    ['get rid of the last one', /^Task 3: eggs taken off your list$/],
  ])('in a list of tasks: "%s"', async (words, answer) => {
    expect(await lastAnswerTo('add milk, bread and eggs to my list', "what's on my list", words)).toMatch(
      answer,
    );
  });

  it('in a list stays, whatever was done with others of it since', async () => {
    const answers = await answersTo(
      'add milk, bread and eggs to my list',
      "what's on my list",
      'the first one is done',
      'the second one is done',
      'undo',
      'delete the third one',
    );

    expect(answers.slice(2)).toEqual([
      'Task 1: milk marked complete',
      'Task 2: bread marked complete',
      expect.stringMatching(/^Undone/),
      'Task 3: eggs taken off your list',
    ]);
  });

  it('of a task is its place in what was told, and a number its own', async () => {
    await answersTo('add milk, bread and eggs to my list', 'done 1', "what's on my list");

    expect(await intent.say('the second one is done')).toBe('Task 3: eggs marked complete');
    expect(await intent.say('number 2 is done')).toBe('Task 2: bread marked complete');
  });

  it.each([
    ['cancel the second one', /^Cancelled: \*call dad\*/],
    ['move the last one to 9pm', /^I'll remind you tomorrow, .* at 9:00 PM now: \*call dad\*/],
    ['snooze the first one to 6pm', /call mom/],
    ['delete number 2', /^Cancelled: \*call dad\*/],
  ])('in a list of reminders: "%s"', async (words, answer) => {
    const told = [
      'remind me to call mom tomorrow at 5pm',
      'remind me to call dad tomorrow at 7pm',
      'my reminders',
    ];
    expect(await lastAnswerTo(...told, words)).toMatch(answer);
  });

  it('in a list of timers, and of notes', async () => {
    const timers = ['set a pasta timer for 10 minutes', 'set an egg timer for 20 minutes', 'show my timers'];
    expect(await lastAnswerTo(...timers, 'stop the second one')).toMatch(/^Stopped the egg timer/);
    expect(await lastAnswerTo(timers[1]!, timers[2]!, 'cancel the last one')).toMatch(
      /^Stopped the egg timer/,
    );
    const notes = ['remember that my locker is 42', 'remember that my seat is 7', 'what do you remember'];
    expect(await lastAnswerTo(...notes, 'forget the second one')).toMatch(/^I forgot this: my locker is 42/);
  });

  it('among lists is that list', async () => {
    const lists = await answersTo(
      'add milk to the shopping list',
      'add nails to the hardware list',
      'show my lists',
    );
    const second = /• (\w+): 1 task$/.exec(lists.at(-1) ?? '')?.[1];

    expect(await intent.say('show me the second one')).toMatch(new RegExp(`^Your ${second} list:`, 'i'));
    expect(await lastAnswerTo('show my lists', 'clear the second one')).toMatch(
      new RegExp(`^Shall I take the only task off your ${second} list\\?$`, 'i'),
    );
  });

  it('of an event that repeats is that time of it', async () => {
    const answers = await answersTo('yoga every day at 6pm', "what's on my calendar", 'cancel the third one');

    const third = answers[1]?.split('\n')[3]?.replace(/^• (.*?) at .*$/, '$1');
    expect(answers[2]).toContain(third);
    expect(await intent.say("what's on my calendar")).not.toContain(`• ${third} at`);
  });

  it('right after something was made is just that, whatever was listed before', async () => {
    expect(
      await lastAnswerTo(
        'add milk and bread to my list',
        "what's on my list",
        'dentist tomorrow at 3pm',
        'delete the last one',
      ),
    ).toMatch(/dentist/);
  });

  it('is in the list that is quoted', async () => {
    await answersTo('add milk, bread and eggs to my list', "what's on my list");
    const first = await intent.database.outboundMessage.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
    const message = intent.sealer.blindIndex('wamid', newWamid());
    await intent.database.outboundMessage.update({
      where: { id: first.id },
      data: { wamidBlindIndex: message },
    });
    await answersTo(...plan.slice(0, 2), "what's on my calendar");

    expect(await intent.say('the second one is done', { refersTo: message })).toBe(
      'Task 2: bread marked complete',
    );
  });

  it('is in a message that told of several reminders that rang', async () => {
    await answersTo('remind me to call mom tomorrow at 5pm', 'remind me to water the plants tomorrow at 5pm');
    const { id } = await ring(intent, 'call mom');
    const folded = await ring(intent, 'water the plants');
    await intent.testDatabase.query(
      `UPDATE reminder SET announced_by_id = (SELECT id FROM outbound_message WHERE reminder_id = '${id}') WHERE id = '${folded.id}';
       DELETE FROM outbound_message WHERE reminder_id = '${folded.id}'`,
    );

    expect(await intent.say('the second one is done')).toBe('Done: *water the plants*');
    expect(await intent.say('snooze the first one for an hour')).toMatch(
      /^I'll remind you again .*: \*call mom\*/,
    );
  });

  it.each(['delete the second one', 'move the second one to 5', 'the last one is done'])(
    'is nothing in a list that is older, or was told to somebody else: "%s"',
    async (words) => {
      await answersTo('add milk, bread and eggs to my list', "what's on my list");
      expect(await intent.say(words, { from: { phone: '4915187654321' } })).toMatch(
        /^Which one do you mean\?/,
      );
      await intent.testDatabase.query("UPDATE inbound_message SET sent_at = sent_at - interval '11 minutes'");

      expect(await intent.say(words)).toMatch(/^Which one do you mean\?/);
      expect(await intent.database.task.count({ where: { number: { not: null } } })).toBe(3);
      expect(await intent.database.event.count()).toBe(0);
    },
  );

  it('is asked for by its name, which is then enough', async () => {
    expect(
      await lastAnswerTo('add milk to my list', "what's on my list", 'delete the fifth one', 'milk'),
    ).toBe('Task 1: milk taken off your list');
  });
});
