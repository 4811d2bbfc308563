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
  [
    'FREQ=WEEKLY\nEXDATE:20261217T100000,20261224T000000',
    'every week, but not on 17 Dec 2026 and 24 Dec 2026',
  ],
  [
    'FREQ=DAILY\nEXDATE:20261217T100000,20261218T100000,20261219T100000,20261220T100000',
    'every day, but not on 4 of these days',
  ],
  ['FREQ=DAILY;COUNT=5', 'every day, 5 times'],
  ['FREQ=DAILY;BYHOUR=9,10,11,12', 'every day, every hour from 9 AM to 12 PM'],
  ['FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=9,11,13', 'every Monday and Friday, every 2 hours from 9 AM to 1 PM'],
  ['FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,30', 'every day, every 30 minutes from 9 AM to 11:30 AM'],
  ['FREQ=DAILY;BYHOUR=8,20', 'every day, at 8 AM and 8 PM'],
  ['FREQ=DAILY;UNTIL=20261231T225959Z', 'every day until 31 Dec 2026'],
])('%s is "%s"', (rule, words) => {
  expect(ruleWords({ rule }, 'Europe/Berlin')).toBe(words);
});

it('the 29th of February is told to be the 28th in other years', () => {
  const rule = 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1';

  expect(ruleWords({ rule }, 'UTC')).toBe('every year, on 28 February when it is no leap year');
});

it('a day that short months do not have is told', () => {
  const rule = 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1';

  expect(ruleWords({ rule }, 'UTC')).toBe('on the 30th of every month, on the last day of shorter months');
});

it('the last day is that of the person, not of UTC', () => {
  const rule = 'FREQ=DAILY;UNTIL=20261225T045959Z';

  expect(ruleWords({ rule }, 'America/New_York')).toBe('every day until 24 Dec 2026');
});
