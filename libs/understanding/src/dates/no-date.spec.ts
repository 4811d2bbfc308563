import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

const now = DateTime.fromISO('2026-03-10T15:00:00', { zone: 'Europe/Berlin' });

describe('words that only look like a date', () => {
  it.each([
    'meet in building 4',
    'get a second opinion',
    'take a second look',
    'may I go',
    'pay 5 to 6 people',
    'march on',
    "read friday's notes",
    'the 1:1 with Bob',
    'buy sun cream',
    'sat down with John',
    'open 24/7',
    'update to version 2.10.3',
    'v1.2',
    'call 555-1234',
    'call +1 415 555 2671',
    'it costs $5',
    'it costs 1.50-2.50 euros',
    'bring 2.50 to 3.50 for parking',
    'have 1.20 to 2.40 for the bus',
    'pay 20 dollars',
    'pay 1,000 to Bob',
    'choose the 2nd option',
    'first, buy milk',
    'at one point',
    'table for 4',
    'give me a minute',
    '1/2 cup of sugar',
    'easter eggs',
    'call april',
    'the summer dress',
    'spring cleaning',
    'score 3 to 2',
    'read pages 10-12',
    'between 3 and 5 apples',
    'a 3 day trip',
    'good morning',
    'at 5 main street',
    'the ip is 192.168.1.1',
  ])('"%s"', (text) => {
    expect(now.isValid && findWhen(text, now)).toBeUndefined();
  });
});

describe('the words of a date', () => {
  it.each([
    ['remind me to call mom tomorrow at 5pm', ['tomorrow at 5pm']],
    ['tomorrow call mom at 5pm', ['tomorrow', 'at 5pm']],
    ['tomorrow buy the 3pm tickets', ['tomorrow']],
    ['buy tickets for friday', ['friday']],
    ['lunch on friday from 12 to 1 with Bob', ['on friday from 12 to 1']],
    ['Call at 5 p.m. please', ['at 5 p.m.']],
    ['meet um next week um on tuesday ok', ['next week um on tuesday']],
    ['meet bob on Monday, 16th of March at 10:00', ['on Monday, 16th of March at 10:00']],
    ['go to gym every monday for 3 weeks', ['every monday for 3 weeks']],
    ['meet for 30 minutes from 4pm tomorrow', ['for 30 minutes from 4pm tomorrow']],
  ])('of "%s" are %j', (text, words) => {
    const found = now.isValid ? findWhen(text, now) : undefined;
    expect(found?.spans.map(({ start, end }) => text.slice(start, end))).toEqual(words);
  });
});
