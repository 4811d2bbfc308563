import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

const now = DateTime.fromISO('2026-03-10T15:00:00', { zone: 'Europe/Berlin' }) as DateTime<true>;

describe('a date that no calendar has is pointed out', () => {
  it.each([
    ['dentist on 2026-13-45', '2026-13-45'],
    ['dentist 2026-00-10', '2026-00-10'],
    ['pay on 31/31/2026', '31/31/2026'],
    ['party 45.10.2026', '45.10.2026'],
    ['dentist Dec 32', 'Dec 32'],
    ['dentist december the 35th at 5', 'december the 35th'],
    ['dentist 32 dec', '32 dec'],
    ['dentist on the 32nd', '32nd'],
    ['dentist on the 45th at 9', '45th'],
    ['dentist on the 40th of december', '40th of december'],
    ['pay for the 45th of the month', '45th'],
    ['dentist 31 June at 9', '31 June'],
    ['rent 31/4', '31 april'],
  ])('"%s": there is no %s', (text, words) => {
    expect(findWhen(text, now, { dayFirst: text.includes('31/4') })).toMatchObject({ noSuchDate: { words } });
  });
});

describe('a time that only another day could end is asked about', () => {
  it.each([
    ['meeting tomorrow from 5pm to 3pm', '5pm to 3pm'],
    ['meeting friday 17:00-15:00', '17:00-15:00'],
    ['3pm to 3pm', '3pm to 3pm'],
    ['every monday from 5pm to 3pm', '5pm to 3pm'],
    ['from 9am to 8am tomorrow', '9am to 8am'],
  ])('"%s": %s', (text, words) => {
    expect(findWhen(text, now)?.noSuchDate).toEqual({ words, isTime: true, isIntoNextDay: true });
  });

  it.each([
    'friday from 10pm to 6am',
    'friday 3pm to 11am',
    'friday from 12am to 12am',
    'friday from 10 to 9',
    'friday 5pm to saturday 3pm',
    '24 hour shift friday from 8am to 8am',
    'on call duty friday 9am-9am',
    'hotel friday 4pm to 1pm',
    'friday 5pm to 3pm the next day',
  ])('but not in "%s"', (text) => expect(findWhen(text, now)?.noSuchDate).toBeUndefined());
});

describe('a time that no clock shows is pointed out', () => {
  it.each([
    ['call mom at 10:75 tomorrow', '10:75'],
    ['tomorrow 25:00 meeting', '25:00'],
    ['tomorrow call mom at 9:60', '9:60'],
    ['remind me at 25 to sleep', '25'],
    ['friday 26pm', '26pm'],
    ['lunch at 13 am', '13 am'],
    ['lunch at 0 p.m. tomorrow', '0 p.m.'],
    ['at 25 o’clock', '25 o’clock'],
    ['every day at 24:30', '24:30'],
    ['from 10 to 26:00 tomorrow', '26:00'],
    ['in -5 minutes', 'in -5 minutes'],
    ['in minus two days', 'in minus two days'],
    ['every 0 days', 'every 0 days'],
    ['in an hour or two', 'in an hour or two'],
    ['in 2 or 3 hours', 'in 2 or 3 hours'],
    ['every -2 hours at work', 'every -2 hours'],
    ['every 45 minutes from 9 to 5', 'every 45 minutes from 9 to 5'],
    ['take the pill at 7:4:5 a.m.', '7:4:5 a.m.'],
    ['tomorrow 8:6:33 pm call mom', '8:6:33 pm'],
    ['call mom at 12:5:30', '12:5:30'],
    ['friday at 6:75:10', '6:75:10'],
    ['call mom at 9:5', '9:5'],
    ['lunch 1:3 pm tomorrow', '1:3 pm'],
    ['call mom at 7.4.5 pm', '7.4.5 pm'],
    ['call mom at seventy past six', 'seventy past six'],
    ['tomorrow at 65 minutes past three', '65 minutes past three'],
  ])('"%s": there is no %s', (text, words) => {
    expect(findWhen(text, now)).toMatchObject({ noSuchDate: { words, isTime: true } });
  });

  it.each([
    'read psalm 91:16',
    'the score was 10:75',
    'pay at 30 percent',
    'sell it at 75',
    'at 25 main street',
    'on the 42nd floor',
    'balloons for the 40th',
    'open since the 50th',
    'the week after the 60th',
    'ratio 16:99:1',
    'version 31.31.1',
    'mix it 3:2:1',
    'talk about pay at 1:1',
    'we lost 2:1',
  ])('"%s" says none', (text) => {
    expect(findWhen(text, now)).toBeUndefined();
  });
});

it.each([
  ['at 24:00 tomorrow', '2026-03-12T00:00:00+01:00'],
  ['at 24:00', '2026-03-11T00:00:00+01:00'],
  ['friday at 24:00', '2026-03-14T00:00:00+01:00'],
  ['every friday at 24:00', '2026-03-14T00:00:00+01:00'],
  ['tomorrow 13pm', '2026-03-11T13:00:00+01:00'],
  ['tomorrow at 8:6:30 pm', '2026-03-11T20:36:00+01:00'],
])('"%s" is %s', (text, start) => {
  expect(findWhen(text, now)?.when?.start).toBe(start);
});
