import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

/** What is said last, after what, and what the answer to it has to hold. */
type Talk = [what: string, texts: string[], answer: RegExp];

describe('everyday talk', () => {
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
  const picnic = 'picnic with Kim on 5 march at 1pm';

  describe('finds what is asked for by its name', () => {
    it.each<Talk>([
      [
        'in the notes, where it is in no calendar',
        [picnic, "please note that Kim's birthday is 12 June", "when's Kim's birthday?"],
        /^You told me: Kim's birthday is 12 June/,
      ],
      [
        'in the notes that say when, where an event goes by it too',
        [
          "present for Kim's birthday on 5 march",
          "remember that Kim's birthday is 12 June",
          "when is Kim's birthday",
        ],
        /^You told me: Kim's birthday is 12 June/,
      ],
      [
        'in the calendar, where a note has it but not when',
        ['dentist on 5 march at 9am', 'remember that the dentist is Dr. Vance', 'when is the dentist'],
        /^dentist: .* 5 Mar.* at 9:00 AM/,
      ],
      [
        'in the calendar, whatever kind of thing it is',
        ['regatta on 5 march at 1pm', 'when is the regatta?'],
        /^regatta: /,
      ],
      [
        'nowhere, and says so',
        [picnic, "when is Robin's wedding"],
        /^I found no event called 'Robin's wedding'/,
      ],
      [
        'nowhere, whatever kind of thing it is',
        [picnic, 'when is the sailing trip of the scouts'],
        /^I found no event called 'sailing trip of the scouts' in your calendar\.$/,
      ],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });
  });

  describe('takes remarks for no commands', () => {
    it.each<Talk>([
      [
        'before one',
        [picnic, "I'm stuck in traffic, push the picnic by half an hour"],
        /^Event 'picnic with Kim' moved to .* at 1:30 PM/,
      ],
      [
        'without a pause',
        [picnic, "sorry I'm running late can you push the picnic 20 minutes"],
        /^Event 'picnic with Kim' moved to .* at 1:20 PM/,
      ],
      [
        'after one',
        [picnic, "move the picnic by an hour, I'm running a bit late"],
        /^Event 'picnic with Kim' moved to .* at 2:00 PM/,
      ],
      ['of any kind', ['we had such a lovely time. add corn to my list'], /^Task 1: corn added to your list/],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });

    it('names what it did not get beside what it did, and no menu', async () => {
      expect(await lastAnswerTo('add corn to my list and play some music')).toBe(
        'Task 1: corn added to your list\nI did not get this part: “play some music”',
      );
    });
  });

  it.each<Talk>([
    [
      'a part of the day and a likely time',
      [picnic, 'can you move the picnic to the afternoon, say four'],
      /'picnic with Kim' moved to .* 5 Mar.* at 4:00 PM/,
    ],
    [
      'the morning and about a time',
      [picnic, 'move the picnic to the morning, maybe around half past ten'],
      /'picnic with Kim' moved to .* 5 Mar.* at 10:30 AM/,
    ],
    [
      'a day and a likely time',
      [picnic, 'move the picnic to 7 march, maybe at two'],
      /'picnic with Kim' moved to .* 7 Mar.* at 2:00 PM/,
    ],
    ['a time alone', [picnic, 'move the picnic to 4'], /'picnic with Kim' moved to .* 5 Mar.* at 4:00 PM/],
  ])('moves what a word of its name tells to %s', async (_, texts, answer) => {
    expect(await lastAnswerTo(...texts)).toMatch(answer);
  });

  it.each<Talk>([
    [
      'by what kind of thing it is',
      ['flight to Oslo on 5 march at 9am', "it's a two and a half hour flight"],
      /from 9:00 AM to 11:30 AM/,
    ],
    ['with a hyphen', [picnic, "it's a 90-minute thing"], /from 1:00 PM to 2:30 PM/],
    ['as what it takes', [picnic, 'it takes about two hours'], /from 1:00 PM to 3:00 PM/],
    [
      'after a reminder was set for it',
      [picnic, 'remind me a day and an hour before', 'it lasts 90 minutes'],
      /^Event 'picnic with Kim' .* from 1:00 PM to 2:30 PM/,
    ],
  ])('hears how long it is %s', async (_, texts, answer) => {
    expect(await lastAnswerTo(...texts)).toMatch(answer);
  });

  describe('reminds of what is to be done before what was spoken of', () => {
    it.each<Talk>([
      [
        'by the clock',
        [picnic, 'and remind me the evening before to bake a cake'],
        /^I'll remind you on .* 4 Mar.* at 6:00 PM.*: \*bake a cake\*/,
      ],
      [
        'by a length',
        [picnic, 'remind me an hour before to pack the blanket'],
        /^I'll remind you on .* 5 Mar.* at 12:00 PM.*: \*pack the blanket\*/,
      ],
      [
        'once more',
        [picnic, 'remind me the day before to bake a cake', 'and remind me two hours before to buy ice'],
        /^I'll remind you on .* 5 Mar.* at 11:00 AM.*: \*buy ice\*/,
      ],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });

    it('keeps each when the event moves, with its own name', async () => {
      await lastAnswerTo(
        picnic,
        'remind me an hour before to pack the blanket',
        'remind me an hour before the picnic',
      );
      await lastAnswerTo('move the picnic to 3pm', 'rename the picnic to feast with Kim');
      const answer = await lastAnswerTo('what are my reminders?');
      expect(answer).toMatch(/pack the blanket: .* 5 Mar.* at 2:00 PM/);
      expect(answer).toMatch(/feast with Kim: .* 5 Mar.* at 2:00 PM/);
    });
  });
});
