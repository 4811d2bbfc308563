import { understandOffline } from './understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions;

describe('a remark beside an order', () => {
  it.each([
    ["I'm sick, cancel yoga", { intent: 'cancel_event', title: 'yoga' }],
    [
      "ugh I'm stuck at work so push dinner by an hour",
      { intent: 'update_event', title: 'dinner', laterBy: 60 },
    ],
    ['traffic is terrible, push dinner by ten minutes', { intent: 'update_event', laterBy: 10 }],
    ["my train's delayed, can you move lunch to 2", { intent: 'update_event', title: 'lunch' }],
    ["push lunch by half an hour because I'm running late", { intent: 'update_event', laterBy: 30 }],
    ['we had such a lovely time. add corn to my list', { intent: 'create_task', title: 'corn' }],
  ])('is no order: "%s"', (text, action) => {
    expect(understand(text)).toMatchObject([action]);
  });

  it.each([
    ["remind me at 5 to tell Bob I'm running late", "tell Bob I'm running late"],
    ["add tell Bob I'm sick to my list", "tell Bob I'm sick"],
  ])('stays where it is what is to be told: "%s"', (text, title) => {
    expect(understand(text)).toMatchObject([{ title }]);
  });

  it('stays in a new name', () => {
    expect(understand("rename it to I'm busy")).toMatchObject([{ newTitle: "I'm busy" }]);
  });

  it.each(['I need a taxi, and push dinner by an hour', 'play some music and add corn to my list'])(
    'is not what may be a wish: "%s"',
    (text) => {
      expect(understand(text).map(({ intent }) => intent)).toContain('out_of_scope');
    },
  );
});
