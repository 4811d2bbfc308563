import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('half a sentence goes on with what was said before', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const lastAnswerTo = async (...texts: string[]): Promise<string | null> => {
    let answer: string | null = null;
    for (const text of texts) answer = await intent.say(text);
    return answer;
  };
  const party = 'party on 5 march at 8pm';

  it.each<[string, string[], RegExp]>([
    [
      'a time',
      ['remind me to ring gran on 5 march at 3pm', 'no at four'],
      / 5 Mar.* at 4:00 PM now: \*ring gran\*/,
    ],
    ['a minute', [party, 'make that a quarter past'], /'party' moved to .* 5 Mar.* at 8:15 PM/],
    ['the time as it is', [party, 'make it nine', 'no leave it at eight'], /moved to .* at 8:00 PM/],
    ['what it was', [party, 'make it nine', 'leave it as it was'], /^Undone: “make it nine”/],
    ['from when to when', [party, 'make it from 3pm to 9pm'], / 5 Mar.* from 3:00 PM to 9:00 PM/],
    [
      'from when to when, asked about',
      [party, 'make it from 9pm to 8pm', '8pm to 9pm'],
      / 5 Mar.* from 8:00 PM to 9:00 PM/,
    ],
    ['a place', [party, "it's at the boathouse by the way"], /boathouse/],
    ['a length', [party, "it'll last two hours"], /from 8:00 PM to 10:00 PM/],
    ['a name', [party, 'call it summer party'], /summer party/],
    ['the evening before', [party, 'remind me the evening before'], / 4 Mar.* at 6:00 PM.*: \*party\*/],
    ['a question about it', [party, 'when was that again'], /^party: .* 5 Mar.* at 8:00 PM/],
    [
      'a question about another day',
      ['am i free on 4 march', 'what about 5 march'],
      /^Yes, you are free: .* 5 Mar/,
    ],
    [
      'a further item',
      ['add flour to my baking list', 'oh and some yeast'],
      /some yeast added to your baking list/,
    ],
    [
      'another item',
      ['add flour to my baking list', 'oh and yeast', 'no not yeast baking powder'],
      /baking powder\. It was: yeast/,
    ],
    ['the list', ['add flour to my baking list', "what's on there"], /^Your baking list:/],
    [
      'another amount',
      ['add six eggs to my baking list', 'make it nine eggs'],
      /now: nine eggs\. It was: six eggs/,
    ],
    [
      'another amount after an undo',
      ['add six eggs to my baking list', 'make it nine eggs', 'undo', 'make it eight eggs'],
      /now: eight eggs\. It was: six eggs/,
    ],
    [
      'another timer',
      ['set a timer for nine minutes', 'another one for the rice 20 minutes'],
      /^Timer set for 20 minutes: rice/,
    ],
    [
      'a timer by its place',
      ['set a timer for nine minutes', 'set a rice timer for 20 minutes', 'stop the first one'],
      /^Stopped your timer with [89] minutes/,
    ],
    [
      'another hour of a habit',
      ['send me my agenda every morning at seven', 'actually half past six is better'],
      /agenda every day at 6:30 AM/,
    ],
    [
      'somebody else',
      ['remind me to call mum on 5 march at five', 'same for dad'],
      /^I'll remind you .* 5 Mar.* at 5:00 PM: \*call dad\*/,
    ],
    [
      'an appointment of somebody else',
      ['dentist on 5 march at three', 'and the same for Ann please'],
      /^Event 'dentist for Ann' scheduled for .* 5 Mar.* at 3:00 PM/,
    ],
    [
      'another day of the same',
      ['party on 5 march at 8pm', 'same again for 6 march'],
      /^Event 'party' scheduled for .* 6 Mar.* at 8:00 PM/,
    ],
    [
      'times that last into the next day, with a yes',
      ['market on 5 march from 8am to 8am', 'yes'],
      /^Event 'market' scheduled for .* 5 Mar.* from 8:00 AM to .* 6 Mar.* 8:00 AM/,
    ],
    [
      'the same times again',
      ['market on 5 march from 8am to 8am', '8am to 8am'],
      /^Event 'market' scheduled for .* 5 Mar/,
    ],
    [
      'somebody else on another day',
      ['lunch with my sister Anna on 5 march at noon', 'same for Bob on 6 march'],
      /^Event 'lunch with Bob' scheduled for .* 6 Mar.* at 12:00 PM/,
    ],
    [
      'a title and a name',
      ['email Mrs. Smith on 5 march at nine', 'same for dad'],
      /^Task 2: email dad added/,
    ],
    [
      'somebody too',
      ['dentist on 5 march at three', 'for Anna too'],
      /^Event 'dentist for Anna' scheduled for .* 5 Mar.* at 3:00 PM/,
    ],
    [
      'somebody, of what repeats',
      ['remind me to call mum every monday at nine', 'and for Bob'],
      /^I'll remind you .*: \*call Bob\*\nRepeats every Monday/,
    ],
    [
      'something else, of a timer',
      ['set a pasta timer for 10 minutes', 'same for the eggs', 'for the rice too'],
      /^Timer set for 10 minutes: rice/,
    ],
    [
      'something else to do',
      ['remind me to water the plants on 5 march at 8am', 'same for the herbs'],
      /^I'll remind you .* 5 Mar.* at 8:00 AM: \*water the herbs\*/,
    ],
    [
      'another event',
      ['lunch on 5 march at noon', 'same for dinner'],
      /^Event 'dinner' scheduled for .* 5 Mar.* at 12:00 PM/,
    ],
    [
      'other items',
      ['add milk to my baking list', 'same for eggs', 'and for butter'],
      /^Task 3: butter added to your baking list/,
    ],
    [
      'what half a sentence made',
      ['remind me to call mum on 5 march at five', 'same for dad', 'on 9 march too'],
      /^I'll remind you on .* 9 Mar.* at 5:00 PM: \*call dad\*/,
    ],
    [
      'what was changed since',
      [party, 'make it nine', 'rename it to summer party', 'on 9 march too'],
      /^Event 'summer party' scheduled for .* 9 Mar.* at 9:00 PM/,
    ],
    ['what was said before thanks', [party, 'thanks', 'at nine'], /'party' moved to .* 5 Mar.* at 9:00 PM/],
    ['a length, too', [party, 'and for two hours'], / 5 Mar.* from 8:00 PM to 10:00 PM/],
    ['another length, of a timer', ['timer 7 minutes', 'and for 20 minutes'], /^Timer set for 20 minutes/],
    ['the same of another day', ['am i free on 4 march', 'same for 5 march'], /^Yes, you are free: .* 5 Mar/],
    ['another day', [party, 'and again on 9 march'], /^Event 'party' scheduled for .* 9 Mar.* at 8:00 PM/],
    ['the right time', [party, 'wrong, at nine'], /'party' moved to .* 5 Mar.* at 9:00 PM/],
    ['an hour at night', [party, 'at ten'], /'party' moved to .* 5 Mar.* at 10:00 PM/],
    [
      'the list, by "it"',
      ['add milk to my shopping list', "what's on there", 'add eggs to it'],
      /^Task 2: eggs added to your shopping list/,
    ],
    [
      'the day beside one time',
      ['meeting on 5 march from 5pm to 3pm', 'just 5pm'],
      /^Event 'meeting' scheduled for .* 5 Mar.* at 5:00 PM/,
    ],
    ['both its times', [party, 'make it 6pm to 9pm'], / 5 Mar.* from 6:00 PM to 9:00 PM/],
    ['a long while', [party, 'make it 9am to 5pm'], / 5 Mar.* from 9:00 AM to 5:00 PM/],
    [
      'its times after a slip',
      [party, 'make it 9pm to 8pm', 'from 6pm to 9pm'],
      / 5 Mar.* from 6:00 PM to 9:00 PM/,
    ],
    ['what was just said', ['bob likes tea', 'remember that'], /^I'll remember that: bob likes tea$/],
    ['a question', ['what does bob like?', 'remember that'], /^What should I remember\?/],
    [
      'what is to be remembered',
      ['remember that', 'my locker is 42'],
      /^I'll remember that: my locker is 42$/,
    ],
    [
      'a name',
      ['party on 5 march at 8pm', 'rename it to', 'summer party'],
      /^Event 'party' is called 'summer party' now/,
    ],
    [
      'the name of a task',
      ['add milk to my list', 'rename task 1 to', 'oat milk please'],
      /^Task 1 is now: oat milk/,
    ],
    [
      'a name, asked for once more',
      ['add milk to my list', 'rename task 1 to', '!', 'oat milk'],
      /^Task 1 is now: oat milk/,
    ],
    [
      'a name and when it is due',
      ['add milk to my list', 'rename milk to', 'call mum on 5 march at 5'],
      /^Task 1 is now: call mum, due Fri 5 Mar.* at 5:00 PM/,
    ],
    [
      'a name in quotes, with all that stands in them',
      ['add milk to my list', 'rename task 1 to', '"call mum on 5 march"'],
      /^Task 1 is now: call mum on 5 march\./,
    ],
    [
      'a name and a time',
      [party, 'rename it to', 'summer party at nine'],
      /^Event 'summer party' moved to .* 5 Mar.* at 9:00 PM/,
    ],
    [
      'the name of a reminder',
      ['remind me to call mum on 5 march at five', 'rename the reminder to', 'call dad'],
      /^I'll remind you on .* 5 Mar.* at 5:00 PM now: \*call dad\*/,
    ],
    [
      'another name',
      ['put milk on the list', 'actually make that oat milk', 'sorry, I meant soy milk'],
      /^Task 1 is now: soy milk\. It was: oat milk/,
    ],
    [
      'another kind of one of several',
      ['put 2 litres of milk and a bag of rice on the list', 'no, oat milk'],
      /^Task 1 is now: 2 litres of oat milk\./,
    ],
    [
      'another name for one of several, which it does not tell',
      ['add milk and rice to my shopping list', 'no, rolls'],
      /^Which one do you mean\?/,
    ],
    [
      'another name for an event',
      [party, 'sorry, I meant a summer party'],
      /^Event 'party' is called 'summer party' now/,
    ],
    [
      'somebody else to call',
      ['remind me to call mum about the car on 3 march at 4', 'no, dad'],
      /^I'll remind you .* 3 Mar.* at 4:00 PM now: \*call dad about the car\*/,
    ],
    [
      'an answer to something else',
      ['put milk on the list', 'tell me a joke', 'no, a good one'],
      /^I did not get that/,
    ],
    [
      'several further goods',
      ['put milk on the list', '2 kilos of potatoes and a bag of rice too'],
      /^Task 2: 2 kilos of potatoes added .*\nTask 3: a bag of rice added/,
    ],
    [
      'further goods in a row',
      ['put milk on the list', 'also bread, salt and pepper and mac and cheese'],
      /^Task 2: bread added .*\nTask 3: salt and pepper added .*\nTask 4: mac and cheese added/,
    ],
    [
      'a further chore that names two',
      ['add fix the bike to my list', 'also call mum and dad'],
      /^Task 2: call mum and dad added/,
    ],
    ['a remark', ['put milk on the list', 'and my sister, she is ill'], /^I did not get that/],
    ['the day of it', [party, 'which day is that'], /^party: .* 5 Mar.* at 8:00 PM/],
    ['its date', [party, 'and what date is it again?'], /^party: .* 5 Mar.* at 8:00 PM/],
    [
      'several reminders of it',
      [party, 'remind me about it two days before at noon and again the morning of'],
      /^I'll remind you on .* 3 Mar.* at 12:00 PM and on .* 5 Mar.* at 8:00 AM.*: \*party\*/,
    ],
    [
      'a further reminder of it',
      [party, 'remind me an hour before', 'remind me of it the day before at six too'],
      /^I'll remind you on .* 4 Mar.* at 6:00 PM.*: \*party\*/,
    ],
    [
      'the list that was spoken of',
      ['add call the bank to my list', 'add milk to my shopping list', 'what else do I need'],
      /^Your shopping list:\n1\. milk/,
    ],
    [
      'the usual list, after something else',
      ['add call the bank to my list', 'add milk to my shopping list', party, 'what else do I need'],
      /^Your list:\n1\. call the bank/,
    ],
    [
      'an event by whose it is',
      ['birthday party for Leo on 12 march at 3pm', "move Leo's party to 20 march"],
      /^Event 'birthday party for Leo' moved to .* 20 Mar.* at 3:00 PM/,
    ],
    [
      'the one appointment of somebody',
      ['mum at the doctor on 3 march at 10', 'lunch on 3 march at noon', "when is mum's appointment"],
      /^mum: .* 3 Mar.* at 10:00 AM/,
    ],
    ['nothing, where there is no such task', ['rename task 7 to'], /^There is no open task 7/],
    [
      'what to schedule',
      ['schedule', 'dentist on 5 march at 3pm'],
      /^Event 'dentist' scheduled for .* 5 Mar/,
    ],
    [
      'the day alone, of what is to be scheduled',
      ['schedule', 'on 5 march'],
      /^What is the event called\? Noted so far: Fri 5 Mar$/,
    ],
    [
      'the day and then the rest',
      ['schedule', 'on 5 march', 'dentist at 3pm'],
      /^Event 'dentist' scheduled for Fri 5 Mar at 3:00 PM/,
    ],
    [
      'the day, the time and then the name',
      ['schedule', 'on 5 march', 'at five', 'thanks', 'the dentist please'],
      /^Event 'dentist' scheduled for Fri 5 Mar at 5:00 PM/,
    ],
    [
      'another time than was just told, and then the name',
      ['schedule', 'on 5 march at nine', 'no, at ten', 'dentist'],
      /^Event 'dentist' scheduled for Fri 5 Mar at 10:00 AM/,
    ],
    [
      'when to remind, and then of what',
      ['remind me', 'every monday at nine', 'to call mum'],
      /^I'll remind you .* at 9:00 AM: \*call mum\*\nRepeats every Monday/,
    ],
    [
      'when a task is due, and then what it is',
      ['add a task', 'on 5 march', 'call mum'],
      /^Task 1: call mum added to your list, due Fri 5 Mar/,
    ],
    [
      'the time that it has, of another day than today',
      [party, 'move it from 8pm to 6pm'],
      /'party' moved to .* 5 Mar.* at 6:00 PM/,
    ],
    ['a time that no clock shows', [party, 'move it to 25:00'], /^“25:00” is no time that I know\./],
    [
      'the time instead of one that no clock shows',
      ['remind me to call mum on 5 march at 7pm', 'move the reminder to 25:00', 'at eight'],
      /^I'll remind you .* 5 Mar.* at 8:00 PM now/,
    ],
    ['what is in quotes', ['add milk to my list', 'delete "milk"'], /^Task 1: milk taken off your list$/],
    [
      'several names in quotes',
      ['add milk to my list', 'add eggs to my list', 'delete “milk” and “eggs”'],
      /^Task 1: milk taken off your list\nTask 2: eggs taken off your list$/,
    ],
    [
      'a note in quotes',
      ['remember that my locker is 42', 'forget "locker"'],
      /^I forgot this: my locker is 42$/,
    ],
    [
      'a note',
      ['remember that my shoe size is 43', 'forget about the shoe size'],
      /^I forgot this: my shoe size is 43/,
    ],
  ])('with %s', async (_, texts, answer) => {
    expect(await lastAnswerTo(...texts)).toMatch(answer);
  });

  it.each<[string[], RegExp, number]>([
    [['add flour to my baking list', 'you too'], /^(?!.*you).*/s, 1],
    [['add flour to my baking list', "and that's all"], /^(?!.*that's all added).*/s, 1],
    [['add flour to my baking list', 'for me too'], /^I did not get that/, 1],
    [['add flour to my baking list', 'and for what'], /^I did not get that/, 1],
    [['add flour to my baking list', "that's not right"], /^(?!.*renamed).*/s, 1],
  ])('is no aside: %j', async (texts, answer, tasks) => {
    expect(await lastAnswerTo(...texts)).toMatch(answer);
    expect(await intent.database.task.count()).toBe(tasks);
  });

  it('keeps the length beside another day, and the clock of that day', async () => {
    await lastAnswerTo('party on 26 march from 8pm to 11pm', 'and on 30 march too');

    const [first, second] = await intent.database.event.findMany({ orderBy: { startsAt: 'asc' } });
    expect(second!.endsAt!.getTime() - second!.startsAt.getTime()).toBe(3 * 3_600_000);
    const clockOf = (at: Date): string => at.toLocaleTimeString('en', { timeZone: first!.timezone });
    expect(clockOf(second!.startsAt)).toBe(clockOf(first!.startsAt));
  });

  it.each<[string, RegExp]>([
    ['at five too', /^Event 'dentist' scheduled for .* 5 Mar.* at 5:00 PM/],
    ['and at nine as well', /^Event 'dentist' scheduled for .* 5 Mar.* at 9:00 AM/],
    ['and also at 8pm', /^Event 'dentist' scheduled for .* 5 Mar.* at 8:00 PM/],
  ])('keeps the day beside another time: "%s"', async (text, answer) => {
    expect(await lastAnswerTo('dentist on 5 march at eleven', text)).toMatch(answer);
  });

  it('tells what was said before by the clock of then', async () => {
    await intent.say('remind me to stretch in 20 minutes');
    intent.clock += 30 * 60;
    await intent.say('tomorrow too');

    const [first, second] = await intent.database.reminder.findMany({ orderBy: { dueAt: 'asc' } });
    const clockOf = (at: Date): string =>
      at.toLocaleTimeString('en', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
    expect(clockOf(second!.dueAt)).toBe(clockOf(first!.dueAt));
  });

  it('makes no second series of one that repeats', async () => {
    await lastAnswerTo('yoga every tuesday at 6pm', 'and on thursday');
    expect(await intent.database.event.count()).toBe(1);
  });

  it('undoes nothing by "one more" alone', async () => {
    await lastAnswerTo('set a timer for nine minutes', 'one more');
    expect(await intent.database.reminder.count({ where: { cancelledAt: null } })).toBe(1);
  });

  it.each(['2', 'the second one'])('takes "%s" too late for which one is meant for no time', async (pick) => {
    const asked = await lastAnswerTo(
      'call with ann on 5 march at 9am',
      'call with bob on 6 march at 9am',
      'move the call to 7 march at 3pm',
    );
    expect(asked).toMatch(/^Which one do you mean\?/);
    intent.clock += 11 * 60;

    expect(await intent.say(pick)).toMatch(/^That question is closed by now/);
  });

  it.each([
    ['after a thing without one', ['dentist on 5 march at three', 'add milk to my list', '5']],
    ['after another number', ['dentist on 5 march at three', '5', '6']],
  ])('takes a mere number for no time %s', async (_, texts) => {
    expect(await lastAnswerTo(...texts)).toMatch(/^I did not get that/);
  });

  it('keeps a fact once that is told again', async () => {
    await lastAnswerTo('my locker is 42', 'remember that');
    expect(await intent.database.note.count()).toBe(1);
  });

  it('is not taken for one where nothing was said before', async () => {
    expect(await lastAnswerTo(party, 'thanks', 'what about the weather')).toMatch(/^I did not get that/);
  });

  it('rings in the evening before an event that is made in the same breath', async () => {
    const answer = await intent.say('dentist on 5 march at 9am, remind me the evening before');
    expect(answer).toMatch(
      /^Event 'dentist' scheduled for .* 5 Mar.*\nI'll remind you on .* 4 Mar.* at 6:00 PM/,
    );
  });

  it('names another event beside what is to be done before it', async () => {
    const answer = await lastAnswerTo(
      'exam on 5 march at 9am',
      'remind me the night before the exam to pack',
    );
    expect(answer).toMatch(/^I'll remind you on .* 4 Mar.* at 8:00 PM.*: \*pack\*/);
  });

  it('finds the event whose time was named without its day', async () => {
    const answer = await lastAnswerTo('call with bob on 5 march at 3pm', 'move bob from three to four');
    expect(answer).toMatch(/'call with bob' moved to .* 5 Mar.* at 4:00 PM/);
  });
});
