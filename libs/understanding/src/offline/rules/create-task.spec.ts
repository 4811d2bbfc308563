import { understandOffline } from '../understand-offline.ts';

/** A Tuesday. */
const reference = new Date('2026-03-10T14:00:00Z');
const understand = (text: string) => understandOffline({ text, reference, timezone: 'UTC' }).actions[0];

describe('adding a task', () => {
  it.each([
    ['add milk to my list', 'milk'],
    ['put call the bank on my to-do list', 'call the bank'],
    ['add grocery shopping to my list of things to do', 'grocery shopping'],
    ['please add wash the dog to my to do list', 'wash the dog'],
    ['add talk to my boss to my list', 'talk to my boss'],
    ['todo: buy stamps', 'buy stamps'],
    ['To do: buy stamps', 'buy stamps'],
    ['new task: Call the Bank', 'Call the Bank'],
    ['task buy milk', 'buy milk'],
    ['create a task to mow the lawn', 'mow the lawn'],
    ['I need to buy stamps', 'buy stamps'],
    ['put "pay rent" on my list', 'pay rent'],
  ])('"%s"', (text, title) => {
    expect(understand(text)).toMatchObject({ intent: 'create_task', title });
  });

  it.each([
    ['new task: call the bank tomorrow', 'call the bank', '2026-03-11'],
    ['add buy groceries to my to do list for today', 'buy groceries', '2026-03-10'],
    ['I need to buy stamps by friday', 'buy stamps', '2026-03-13'],
    ['I need to call the bank by friday', 'call the bank', '2026-03-13'],
    ['call the bank tomorrow', 'call the bank', '2026-03-11'],
    ['add buy tickets for friday to my list', 'buy tickets for friday', '2026-03-13'],
    ['todo: call jane about friday’s party', "call jane about friday's party", undefined],
  ])('the due date of "%s"', (text, title, day) => {
    const meaning = understand(text);
    expect(meaning).toMatchObject({ intent: 'create_task', title });
    expect(meaning.when?.start.slice(0, 10)).toBe(day);
  });

  it.each(['add a task', 'new task', 'put that on my list'])('"%s" leaves the title open', (text) => {
    const { intent, title } = understand(text);
    expect({ intent, title }).toEqual({ intent: 'create_task', title: undefined });
  });

  it.each(['I need to know the exchange rate', 'add this song to my play list', 'task 2'])(
    '"%s" adds nothing',
    (text) => {
      expect(understand(text).intent).toBe('out_of_scope');
    },
  );
});

describe('an errand', () => {
  it.each([
    ['I need to buy a lamp', 'buy a lamp'],
    ['i have to renew my visa', 'renew my visa'],
    ['I should call my sister', 'call my sister'],
    ['we really need to fix the oven', 'fix the oven'],
    ['I must do the dishes', 'do the dishes'],
    ["I've got to pick up the tickets", 'pick up the tickets'],
    ['I have to go to the bank', 'go to the bank'],
    ['I need to pay the water bill', 'pay the water bill'],
    ['I gotta email the hotel', 'email the hotel'],
    ['I need to see the dentist', 'see the dentist'],
    ['I need to order pizza', 'order pizza'],
    ['I need a new charger', 'a new charger'],
    ['we need eggs', 'eggs'],
  ])('is a task whatever it is about: "%s"', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'create_task', title }),
  );

  it.each([
    ['buy a card for grandma', ['buy a card for grandma']],
    ['get more dog food', ['get more dog food']],
    ["don't forget the milk", ['the milk']],
    ['I need to remember to call dad', ['call dad']],
    ['add toothpaste and floss', ['toothpaste', 'floss']],
    ['add call mom and dad', ['call mom and dad']],
  ])('needs no list: "%s"', (text, titles) =>
    expect(understandOffline({ text, reference, timezone: 'UTC' }).actions.map(({ title }) => title)).toEqual(
      titles,
    ),
  );

  it.each(['buy shares of apple', 'get the weather', 'get more info on the game', 'get me to the airport'])(
    'is not asked of a service: "%s"',
    (text) => expect(understand(text).intent).toBe('out_of_scope'),
  );

  it.each([
    'I need to transfer money to my savings account',
    'I need to book a flight to Paris',
    'I need to know the weather',
    'I need directions to the mall',
    'I need to pay my credit card from my checking account',
    'I need a ride to the airport',
    'I need some help',
    'you should buy a lamp',
  ])('is not what others are to do, or to know: "%s"', (text) =>
    expect(understand(text).intent).not.toBe('create_task'),
  );
});

describe('adding several things at once', () => {
  const added = (text: string) =>
    understandOffline({ text, reference, timezone: 'UTC' }).actions.map(({ intent, title, list }) => {
      expect(intent).toBe('create_task');
      return list ? `${title} → ${list}` : title;
    });

  it.each([
    ['milk, eggs and bread on the shopping list', ['milk → shopping', 'eggs → shopping', 'bread → shopping']],
    ['add eggs, flour, and sugar to groceries', ['eggs → grocery', 'flour → grocery', 'sugar → grocery']],
    ['Add milk and eggs to my shopping list.', ['milk → shopping', 'eggs → shopping']],
    ['add bread and salt and pepper to my shopping list', ['bread → shopping', 'salt and pepper → shopping']],
    ['add salt and pepper and rice to my shopping list', ['salt and pepper → shopping', 'rice → shopping']],
    ['add call mom and pay the rent to my list', ['call mom', 'pay the rent']],
    ['add 2 kilos of potatoes and a bag of rice to my list', ['2 kilos of potatoes', 'a bag of rice']],
    ['put milk and eggs on the list', ['milk', 'eggs']],
    [
      'add two bags of brown basmati rice and butter to my shopping list',
      ['two bags of brown basmati rice → shopping', 'butter → shopping'],
    ],
  ])('"%s"', (text, titles) => {
    expect(added(text)).toEqual(titles);
  });

  it.each([
    ['add fish and chips to my shopping list', 'fish and chips → shopping'],
    ['add salt and vinegar crisps to my shopping list', 'salt and vinegar crisps → shopping'],
    ['add call mom and dad to my tasks', 'call mom and dad'],
    ['add a present for Tom and Ann to my shopping list', 'a present for Tom and Ann → shopping'],
    ['put eggs to order on my list', 'eggs to order'],
  ])('but "%s" is one', (text, title) => {
    expect(added(text)).toEqual([title]);
  });
});

describe('what one has run out of', () => {
  it.each([
    ['we ran out of milk, add them to the groceries', 'milk', 'grocery'],
    ['I ran out of coffee, add it to the groceries', 'coffee', 'grocery'],
    ['no more butter in the fridge, put it on the grocery list', 'butter', 'grocery'],
    ["we've no more dishwasher tablets, stick them on the shopping list", 'dishwasher tablets', 'shopping'],
    ["there isn't any rice left. Add some to my shopping list", 'rice', 'shopping'],
    ['the flour is all gone, put it on the shopping list', 'the flour', 'shopping'],
    ['we used up the honey so please add it to my list', 'the honey', undefined],
  ])('goes onto the list: "%s"', (text, title, list) => {
    const { actions } = understandOffline({ text, reference, timezone: 'UTC' });
    expect(actions.map((each) => [each.intent, each.title, each.list])).toEqual([
      ['create_task', title, list],
    ]);
  });
});

describe('an entry that recurs', () => {
  it.each([
    ['add water the plants every monday to my list', 'water the plants', 'FREQ=WEEKLY;BYDAY=MO'],
    ['put take out the trash every thursday on my to-do list', 'take out the trash', 'FREQ=WEEKLY;BYDAY=TH'],
    ['add take vitamins to my list every day', 'take vitamins', 'FREQ=DAILY'],
    ['add pay rent on the 1st of every month to my tasks', 'pay rent', 'FREQ=MONTHLY;BYMONTHDAY=1'],
    ['add clean the litter box daily to my list', 'clean the litter box', 'FREQ=DAILY'],
    ['add change the sheets every two weeks to my todo list', 'change the sheets', 'FREQ=WEEKLY;INTERVAL=2'],
  ])('keeps its rule: "%s"', (text, title, rule) => {
    expect(understand(text)).toMatchObject({ intent: 'create_task', title, recurrence: { rule } });
  });
});

describe('the list of a task', () => {
  it.each([
    ['put pencil on a new grocery list', 'pencil', 'grocery'],
    ['add pencil to school supplies list', 'pencil', 'school supplies'],
    ['i would like to put carrots on my list for shopping', 'carrots', 'shopping'],
    ['put vacuuming on my list of chores', 'vacuuming', 'chores'],
    ['on my shopping list put yogurt', 'yogurt', 'shopping'],
    ['shopping list: onions', 'onions', 'shopping'],
    ["i'm out of toilet paper so will you put that on my shopping list", 'toilet paper', 'shopping'],
    ['get paper towels added to my list', 'paper towels', undefined],
    ['add to my todo list mow the lawn', 'mow the lawn', undefined],
    ['my shopping list needs ketchup added', 'ketchup', 'shopping'],
  ])('"%s"', (text, title, list) => {
    const action = understand(text);
    expect({ intent: action.intent, title: action.title, list: action.list }).toEqual({
      intent: 'create_task',
      title,
      list,
    });
  });
});

it('what is said of a day is no second task', () => {
  const text = 'call mom today, tomorrow is her birthday';
  expect(understandOffline({ text, reference, timezone: 'UTC' }).actions).toMatchObject([
    { intent: 'create_task', title: text, when: { start: '2026-03-10T00:00:00+00:00' } },
  ]);
});

describe('dates that belong to the title', () => {
  it.each([
    ['buy snacks for friday and saturday', '2026-03-13'],
    ['buy snacks for friday or saturday', '2026-03-13'],
    ['pack the lunches for thursday, friday and saturday', '2026-03-12'],
    ['order the cake on thursday for saturday', '2026-03-12'],
  ])('make one task of "%s"', (text, day) => {
    const { actions } = understandOffline({ text, reference, timezone: 'UTC' });
    expect(actions).toMatchObject([
      { intent: 'create_task', title: text, when: { start: `${day}T00:00:00+00:00` } },
    ]);
    expect(actions[0].noSuchDate).toBeUndefined();
  });
});

describe('what is needed', () => {
  it.each(['we could do with some milk', 'we need hand soap', 'I need new batteries'])(
    'goes onto the list, if it can be bought: "%s"',
    (text) => expect(understand(text).intent).toBe('create_task'),
  );

  it.each([
    'we could do with more time',
    'we could do with some sun',
    'we could do with another pair of hands',
    'we need a break',
    'I have to pay the rent?',
    'see you on friday at 5',
    'we want peace',
    'we need some peace and quiet',
  ])('is no task otherwise: "%s"', (text) => expect(understand(text).intent).toBe('out_of_scope'));
});

it.each([
  ['remember that I need to call the bank', 'call the bank'],
  ["don't forget that I have to return the drill", 'return the drill'],
  ['make a mental note that I must call mum', 'call mum'],
  ['keep in mind that we should renew the insurance', 'renew the insurance'],
])('"%s" keeps a duty as a task', (text, title) =>
  expect(understand(text)).toMatchObject({ intent: 'create_task', title }),
);
