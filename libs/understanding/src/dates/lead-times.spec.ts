import { findLeadTimes } from './lead-times.ts';

describe('how long before', () => {
  it.each([
    ['remind me 10 minutes before', [10], ['10 minutes before']],
    ['a day and an hour before', [1440, 60], ['a day and an hour before']],
    ['an hour and a half before the call', [90], ['an hour and a half before']],
    ['an hour and 10 minutes before', [70], ['an hour and 10 minutes before']],
    ['30 min and 10 min ahead', [30, 10], ['30 min and 10 min ahead']],
    ['two days before and 1 hour before', [2880, 60], ['two days before', '1 hour before']],
    ['a week in advance', [10_080], ['a week in advance']],
  ])('"%s"', (text, minutes, words) => {
    const found = findLeadTimes(text);
    expect(found?.minutes).toEqual(minutes);
    expect(found?.spans.map(({ start, end }) => text.slice(start, end))).toEqual(words);
  });

  it.each(['before lunch', 'in 10 minutes', 'call before 5'])('"%s" has none', (text) => {
    expect(findLeadTimes(text)).toBeUndefined();
  });
});
