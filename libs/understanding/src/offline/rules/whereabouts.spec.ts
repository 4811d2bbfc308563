import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];
const intentOf = (text: string) => understand(text).intent;

describe('where somebody is', () => {
  it.each([
    ["I'm in Lisbon now", 'Lisbon'],
    ["we're in Japan until friday", 'Japan'],
    ["I've just landed in Sydney", 'Sydney'],
    ['set my clock to New York time', 'New York'],
    ['switch to Berlin time', 'Berlin'],
    ["I'm on eastern time this week", 'eastern time'],
    ["I'm back in London", 'London'],
    ["I'm currently in London this month", 'London'],
    ["I'm in London for 3 days", 'London'],
    ["I'm back", 'home'],
    ["we're back home again", 'home'],
  ])('"%s" sets the time zone', (text, place) =>
    expect(understand(text)).toMatchObject({ intent: 'set_timezone', place }),
  );

  it.each([
    ["I'll be in New York next week", 'New York'],
    ["I'm in Tokyo next month", 'Tokyo'],
    ["we'll be in Rome from monday to friday", 'Rome'],
    ["I'm going to be in Lisbon", 'Lisbon'],
  ])('"%s" says where they will be', (text, place) =>
    expect(understand(text)).toMatchObject({ intent: 'set_timezone', place, isAhead: true }),
  );

  it.each([
    "I'm in bed now",
    "I'm in a meeting now",
    "I'm in love now",
    'set the oven clock to 5',
    'switch to channel five',
    'what time is it in Tokyo now',
    "I'm in London this weekend",
    "I'm in London this month",
    "I'm in London for the wedding on saturday",
    "we're in Rome for the match on sunday",
  ])('"%s" does not', (text) => expect(intentOf(text)).not.toBe('set_timezone'));
});
