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

  it.each(['when is my electricity bill due', 'the baby is due in june'])('"%s" does not', (text) =>
    expect(intentOf(text)).not.toBe('update_task'),
  );
});
