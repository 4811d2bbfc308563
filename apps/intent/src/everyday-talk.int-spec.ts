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

  const choir = 'choir every day at 6pm';

  describe('leaves out a time of the series that was spoken of', () => {
    it.each<Talk>([
      ['not then', [choir, 'but not tomorrow'], /^Event 'choir' cancelled only this time: tomorrow/],
      ['except then', [choir, 'except the day after tomorrow'], /^Event 'choir' cancelled only this time: /],
      ['skipped', [choir, "skip tomorrow's"], /^Event 'choir' cancelled only this time: tomorrow/],
      [
        'none there',
        ['choir every friday at 6pm', "skip monday's"],
        /^I found no event called 'choir' for Mon .*\n• Fri .* at 6:00 PM: choir$/,
      ],
      [
        'of a reminder',
        ['remind me every day at 8 to stretch', 'not tomorrow'],
        /^Skipped: \*stretch\*, tomorrow/,
      ],
      [
        'of what takes place once',
        [picnic, 'not on 5 march', 'on 7 march'],
        /^Event 'picnic with Kim' moved to .* 7 Mar/,
      ],
      ['of nothing that repeats', ['add corn to my list', 'not tomorrow'], /^I did not get that/],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });
  });

  describe('finds a reminder by a word of it', () => {
    const laundry = 'remind me to hang up the laundry on 5 march at 3pm';
    it.each<Talk>([
      [
        'to be moved',
        [laundry, picnic, 'make the laundry one 15 minutes later'],
        /^I'll remind you .* 5 Mar.* at 3:15 PM now: \*hang up the laundry\*/,
      ],
      [
        'moved as what was spoken of',
        [laundry, 'move it half an hour earlier'],
        /^I'll remind you .* 5 Mar.* at 2:30 PM now/,
      ],
      [
        'that is done before it rings',
        [laundry, picnic, 'I finished the laundry'],
        /^Done: \*hang up the laundry\*/,
      ],
      [
        'and keeps it where it is taken back',
        [laundry, "laundry's done", 'undo', 'what are my reminders'],
        /hang up the laundry: .* 5 Mar/,
      ],
      [
        'unless a task goes by it',
        [laundry, 'add fold the laundry to my list', "laundry's done"],
        /^Task 1: fold the laundry marked complete/,
      ],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });
  });

  describe('knows a list by what is done with what is on it', () => {
    const bag = 'add tent, torch and socks to my packing list';
    const goods = 'add corn and ham to my shopping list';
    it.each<Talk>([
      [
        'what is left to pack',
        [bag, goods, "what's left to pack?"],
        /^Your packing list:\n1\. tent\n2\. torch\n3\. socks/,
      ],
      ['what is to be bought', [bag, goods, 'what do I still have to buy'], /^Your shopping list:\n1\. corn/],
      [
        'what is to be bought, on a list of a similar name',
        [bag, 'add corn to my grocery list', 'what do I need to buy'],
        /^Your grocery list:/,
      ],
      ['a thing that is packed', [bag, "tent's packed"], /^Task 1: tent marked complete/],
      [
        'a thing that is in, and a further one',
        [bag, 'the torch is in', 'and the socks'],
        /^Task 3: socks marked complete/,
      ],
      [
        'all of it',
        [bag, goods, "everything's packed now"],
        /^Task 1: tent marked .*\nTask 2: torch .*\nTask 3: socks [^\n]*$/,
      ],
      [
        'nothing, where no such list was spoken of',
        ['add call Kim to my list', "everything's packed"],
        /^There is no such task on your packing list/,
      ],
      [
        'all of the list that was spoken of',
        ['add corn to my list', 'I already bought everything'],
        /^Task 1: corn marked complete$/,
      ],
      [
        'all that was bought',
        [bag, goods, "we've already bought everything"],
        /^Task 1: corn marked .*\nTask 2: ham [^\n]*$/,
      ],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });
  });

  it.each<Talk>([
    [
      'where it should be',
      [picnic, 'that should be at the old mill'],
      /^Event 'picnic with Kim' is at the old mill now/,
    ],
    ['where it is made', [picnic, 'make that at the lake'], /^Event 'picnic with Kim' is at the lake now/],
    [
      'who is to be invited',
      [picnic, 'and invite Robin too'],
      /^I cannot send invitations\. .* rename it to picnic with Kim and Robin$/,
    ],
    [
      'who is to be added to it',
      ['brunch on 5 march at 11am', 'add Robin to the brunch'],
      /^I cannot send invitations\. .* rename it to brunch with Robin$/,
    ],
    [
      'one more with its length',
      [picnic, 'I also have the dentist on 6 march at 12:30 for an hour'],
      /^Event 'dentist' scheduled for .* 6 Mar.* from 12:30 PM to 1:30 PM/,
    ],
    [
      'one more that was got',
      [picnic, "we've also got a call with Pat on 6 march at 3pm"],
      /^Event 'call with Pat' scheduled for .* 6 Mar/,
    ],
  ])('hears of events %s', async (_, texts, answer) => {
    expect(await lastAnswerTo(...texts)).toMatch(answer);
  });

  describe('cannot notice where somebody is, and says so', () => {
    it.each<Talk>([
      [
        'first',
        ['remind me when I get home to feed the fish'],
        /^I cannot notice where you are\. .*: \*feed the fish\*\?/,
      ],
      [
        'last',
        ["remind me to print the map once I'm back at the office"],
        /^I cannot notice where you are\. .*: \*print the map\*\?/,
      ],
      [
        'and takes the time that is answered',
        ['remind me when I leave work to buy corn', '5 march at 6pm'],
        /^I'll remind you .* 5 Mar.* at 6:00 PM.*: \*buy corn\*/,
      ],
      [
        'unless a time is said as well',
        ['remind me to feed the fish when I get home at 6pm'],
        /^I'll remind you .* at 6:00 PM.*: \*feed the fish\*/,
      ],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });
  });

  describe('tells what it did on the day', () => {
    it.each<Talk>([
      [
        'without what was taken back',
        [picnic, 'add corn to my list', 'undo', 'what did I ask you to do today'],
        /^This is what I did for you today:\n• “picnic with Kim on 5 march at 1pm”$/,
      ],
      [
        'where it was nothing',
        ['hello', 'what have you done for me today?'],
        /^I have changed nothing for you today so far\.$/,
      ],
      [
        'and not before',
        [picnic, 'what did you do for me last week'],
        /^I keep what I did for one day only\./,
      ],
    ])('%s', async (_, texts, answer) => {
      expect(await lastAnswerTo(...texts)).toMatch(answer);
    });
  });
});
