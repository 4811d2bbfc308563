import { whyNotKept } from './keepable.ts';

const action = { intent: 'create_reminder' as const, confidence: 1, words: 'x' };

it.each([
  ['Invalid DateTime', undefined],
  ['+011026-11-26T09:00:00+01:00', undefined],
  ['2201-01-01T00:00:00+01:00', undefined],
  ['1899-12-31T00:00:00+01:00', undefined],
  ['2026-12-10T09:00:00+01:00', 'Invalid DateTime'],
])('from %s to %s cannot be kept', (start, end) => {
  expect(whyNotKept({ ...action, when: { start, end, grain: 'minute' } })).toMatch(/too far away/);
});

it.each(['FREQ=MINUTELY', 'FREQ=MINUTELY;INTERVAL=5', 'FREQ=SECONDLY'])('%s is too often', (rule) => {
  expect(whyNotKept({ ...action, recurrence: { rule } })).toMatch(/every 15 minutes/);
});

it.each(['FREQ=MINUTELY;INTERVAL=30', 'FREQ=HOURLY', 'FREQ=DAILY'])('%s can be kept', (rule) => {
  const when = { start: '2126-12-10T09:00:00+01:00', grain: 'minute' as const };

  expect(whyNotKept({ ...action, when, recurrence: { rule } })).toBeUndefined();
});
