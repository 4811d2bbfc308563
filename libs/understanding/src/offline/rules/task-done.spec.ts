import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];
const intentOf = (text: string) => understand(text).intent;

describe('a chore that is said to be done', () => {
  it.each([
    ['the fence is mended', 'fence'],
    ["licence's renewed", 'licence'],
    ["the parcel's been posted", 'parcel'],
    ['the bills have all been paid', 'bills'],
    ['the forms have been handed in', 'forms'],
    ["I've rung the school", 'school'],
  ])('"%s" completes it, as a guess', (text, title) => {
    const action = understand(text);
    expect(action).toMatchObject({ intent: 'complete_task', title });
    expect(action.confidence).toBeLessThan(0.75);
  });

  it('takes the place on the list', () =>
    expect(understand("that's the second one done")).toMatchObject({ intent: 'complete_task', number: 2 }));

  it.each([
    'the price is fixed',
    'dinner was sent back',
    'it is fixed',
    'no parcel is sent',
    'is the road mended',
    'my order is late',
  ])('"%s" does not', (text) => expect(intentOf(text)).toBe('out_of_scope'));
});

describe('a statement that completes nothing', () => {
  it.each(["Tom's paid", "Anna's written", "Mum's packed", "my sister's packed", "Tom's renewed"])(
    '"%s" says what somebody has done',
    (text) => expect(intentOf(text)).toBe('out_of_scope'),
  );

  it.each([
    "I've seen my dad",
    "I've spoken to my boss",
    "I've been to the gym",
    "I've given the dog a bath",
  ])('"%s" says where or with whom one was', (text) => expect(intentOf(text)).toBe('out_of_scope'));

  it.each([
    "the rent's paid?",
    'the rent is paid?',
    "I've paid the rent?",
    'the report is done?',
    'I finished the laundry?',
  ])('"%s" asks', (text) => expect(intentOf(text)).toBe('out_of_scope'));

  it.each([
    'check if the rent is paid',
    'make sure the rent is paid',
    'let me know when the parcel is posted',
    "I don't think the rent is paid",
    'tell Anna the rent is paid',
    'make sure the dishes are done',
    'let me know when the laundry is done',
  ])('"%s" says it of a clause', (text) => expect(intentOf(text)).not.toBe('complete_task'));

  it.each(['the deadline is fixed', 'my boss is paid', 'my salary is paid'])('"%s" is no chore', (text) =>
    expect(intentOf(text)).toBe('out_of_scope'),
  );

  it.each([
    ["the rent's paid", 'rent'],
    ['rent is paid', 'rent'],
    ['homework is handed in', 'homework'],
    ["the dog's been walked", 'dog'],
    ["I've fed the cat", 'cat'],
    ['the dishes are done', 'dishes'],
    ['my bags are packed', 'bags'],
  ])('"%s" does complete one', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'complete_task', title }),
  );
});

describe('a task that is not done after all', () => {
  it.each([
    ['undo ticking off the eggs', { title: 'eggs' }],
    ['undo crossing off number 3', { number: 3 }],
    ["I haven't finished the report after all", { title: 'report' }],
    ["put number 4 back on the list, it's not done", { number: 4 }],
    ["we still have to clean the oven, it isn't done", { title: 'clean the oven' }],
  ])('"%s" opens it again', (text, slots) =>
    expect(understand(text)).toMatchObject({ intent: 'reopen_task', ...slots }),
  );

  it.each(['put the milk back in the fridge', "I haven't seen that film"])('"%s" does not', (text) =>
    expect(intentOf(text)).not.toBe('reopen_task'),
  );
});

describe('when a task is due', () => {
  it.each([
    ['make call the plumber due friday', 'call the plumber'],
    ['set the tax task to be due on monday', 'tax'],
    ['the parcel is due on thursday now', 'parcel'],
    ['the essay is now due next tuesday', 'essay'],
  ])('"%s" changes it', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'update_task', title, when: { grain: 'day' } }),
  );

  it.each([
    'when is my electricity bill due',
    'the baby is due in june',
    'the baby is now due in may',
    'my wife is now due in may',
    'the engineer is now due on thursday at 1',
    'the train is now due at 5',
  ])('"%s" does not', (text) => expect(intentOf(text)).not.toBe('update_task'));
});
