import { isRecurrenceRule } from './recurrence-rule.ts';

describe('a recurrence rule', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12',
    'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=21;UNTIL=20301121T000000Z',
    'FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0',
    'FREQ=DAILY;BYHOUR=9,17;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  ])('may read %s', (rule) => expect(isRecurrenceRule(rule)).toBe(true));

  it.each([
    '',
    'every monday',
    'RRULE:FREQ=DAILY',
    'BYDAY=MO',
    'FREQ=MINUTELY',
    'FREQ=SECONDLY',
    'FREQ=DAILY;FREQ=WEEKLY',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=3;UNTIL=20301121',
    'FREQ=WEEKLY;BYDAY=MONDAY',
    'FREQ=WEEKLY;BYDAY=MO,',
    'FREQ=DAILY;DTSTART=20261121',
    'FREQ=DAILY=WEEKLY',
    'FREQ=DAILY;',
    'FREQ=DAILY\nBEGIN:VEVENT',
    'FREQ=DAILY;toString=1',
    'FREQ=HOURLY;BYHOUR=9,10',
    'FREQ=DAILY;BYSETPOS=300',
    'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-32',
    'FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40',
  ])('can not read %j', (rule) => expect(isRecurrenceRule(rule)).toBe(false));
});
