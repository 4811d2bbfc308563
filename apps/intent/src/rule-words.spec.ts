import { ruleWords } from './rule-words.ts';

it.each([
  ['FREQ=DAILY', 'every day'],
  ['FREQ=MINUTELY;INTERVAL=30', 'every 30 minutes'],
  ['FREQ=HOURLY;INTERVAL=3', 'every 3 hours'],
  ['FREQ=WEEKLY', 'every week'],
  ['FREQ=WEEKLY;BYDAY=TU', 'every Tuesday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'every other Tuesday'],
  ['FREQ=WEEKLY;INTERVAL=3;BYDAY=TU', 'every 3 weeks on Tuesday'],
  ['FREQ=WEEKLY;BYDAY=TH,SA,SU', 'every Thursday, Saturday, and Sunday'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday'],
  ['FREQ=MONTHLY;BYDAY=1MO', 'on the first Monday of every month'],
  ['FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1', 'on the last Friday of every month'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'on the last day of every month'],
  ['FREQ=MONTHLY;BYMONTHDAY=22', 'on the 22nd of every month'],
  ['FREQ=MONTHLY;INTERVAL=3', 'every 3 months'],
  ['FREQ=YEARLY', 'every year'],
  ['FREQ=DAILY;COUNT=5', 'every day, 5 times'],
  ['FREQ=DAILY;UNTIL=20261231T225959Z', 'every day until 31 Dec 2026'],
])('%s is "%s"', (rule, words) => {
  expect(ruleWords({ rule })).toBe(words);
});

it('a day that short months do not have is told', () => {
  const rule = 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1';

  expect(ruleWords({ rule, endOfShortMonths: true })).toBe(
    'on the 30th of every month, on the last day of shorter months',
  );
});
