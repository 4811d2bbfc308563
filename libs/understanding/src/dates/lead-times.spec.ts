import { findLeadTimes } from './lead-times.ts';

describe('how long before', () => {
  it.each([
    ['remind me 10 minutes before', [10], ['10 minutes before']],
    ['a day and an hour before', [1440, 60], ['a day and an hour before']],
    ['an hour and a half before the call', [90], ['an hour and a half before']],
    ['an hour and 10 minutes before', [70], ['an hour and 10 minutes before']],
    ['30 min and 10 min ahead', [30, 10], ['30 min and 10 min ahead']],
    ['two days before and 1 hour before', [2880, 60], ['two days before', '1 hour before']],
    ['a day before and again an hour before', [1440, 60], ['a day before', 'again an hour before']],
    ['a week in advance', [10_080], ['a week in advance']],
  ])('"%s"', (text, minutes, words) => {
    const found = findLeadTimes(text);
    expect(found?.minutes).toEqual(minutes);
    expect(found?.spans.map(({ start, end }) => text.slice(start, end))).toEqual(words);
  });

  it.each([
    ['the evening before', { days: 1, minute: 1_080 }, 'the evening before'],
    ['on the night before my flight', { days: 1, minute: 1_200 }, 'on the night before'],
    ['the morning of the exam', { days: 0, minute: 480 }, 'the morning of'],
    ['to pack two days before at noon', { days: 2, minute: 720 }, 'two days before at noon'],
    ['the day before at 6 to pack', { days: 1, minute: 1_080 }, 'the day before at 6'],
    ['a week before, at half past nine', { days: 7, minute: 570 }, 'a week before, at half past nine'],
    ['the day before in the afternoon', { days: 1, minute: 720 }, 'the day before in the afternoon'],
  ])('"%s", by the clock', (text, day, words) => {
    const found = findLeadTimes(text);
    expect(found?.days[0]).toEqual(day);
    expect(found?.spans.map(({ start, end }) => text.slice(start, end))[0]).toBe(words);
  });

  it('is several, also by the clock', () => {
    const found = findLeadTimes('two days before at noon and then again the morning of');
    expect(found?.days).toEqual([
      { days: 2, minute: 720 },
      { days: 0, minute: 480 },
    ]);
  });

  it('is a day in "the day before"', () => {
    expect(findLeadTimes('remind me the day before')?.minutes).toEqual([1_440]);
  });

  it.each(['before lunch', 'in 10 minutes', 'call before 5'])('"%s" has none', (text) => {
    expect(findLeadTimes(text)).toBeUndefined();
  });
});
