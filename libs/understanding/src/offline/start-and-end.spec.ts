import { understandOffline } from './understand-offline.ts';

/** A Thursday, 10:30 in Berlin. */
const reference = new Date('2026-11-26T09:30:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions.map(({ intent, title, when }) =>
    [intent, title, when?.start.slice(0, 16), when?.end?.slice(0, 16)].filter(Boolean).join(' | '),
  );

describe('what starts and ends is one event', () => {
  it.each([
    ['the concert starts at 8 and ends at 10', 'concert | 2026-11-26T20:00 | 2026-11-26T22:00'],
    ['my class starts at 9 and finishes at 11', 'class | 2026-11-26T21:00 | 2026-11-26T23:00'],
    [
      'the meeting begins at 2pm tomorrow, and is over at 4pm',
      'meeting | 2026-11-27T14:00 | 2026-11-27T16:00',
    ],
    ['my exam is tomorrow at 9:30 and lasts until noon', 'exam | 2026-11-27T09:30 | 2026-11-27T12:00'],
    ['the concert tomorrow starts at 8pm and ends at 10pm', 'concert | 2026-11-27T20:00 | 2026-11-27T22:00'],
    ['I have a class that begins at 1 and ends at 3', 'class | 2026-11-26T13:00 | 2026-11-26T15:00'],
  ])('"%s"', (text, event) => {
    expect(understand(text)).toEqual([`create_event | ${event}`]);
  });

  it('also beside another command', () => {
    expect(understand('the class is tomorrow at 9 and ends at 11, remind me at 8')).toEqual([
      'create_event | class | 2026-11-27T09:00 | 2026-11-27T11:00',
      'create_reminder | class | 2026-11-27T08:00',
    ]);
    expect(understand('remind me that the class starts at 9 and ends at 11')).toEqual([
      'create_reminder | the class | 2026-11-26T21:00 | 2026-11-26T23:00',
    ]);
  });

  it('keeps the words of the person', () => {
    const text = 'the concert starts at 8 and ends at 10';
    expect(understandOffline({ text, reference, timezone: 'UTC' }).actions[0].words).toBe(text);
  });

  it('also where nothing else of it is understood', () => {
    expect(understand('flight leaves at 3 and lands at 5')).toHaveLength(1);
  });
});

it('another thing is not the end of the first', () => {
  expect(understand('dentist at 2 and gym at 5')).toEqual([
    'create_event | dentist | 2026-11-26T14:00',
    'create_event | gym | 2026-11-26T17:00',
  ]);
});
