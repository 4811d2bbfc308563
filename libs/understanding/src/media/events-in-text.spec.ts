import { distinct } from './distinct.ts';
import { eventsInText } from './events-in-text.ts';

const facts = { saidAt: new Date('2026-11-21T13:30:00Z'), timezone: 'Europe/Berlin' };
const titlesIn = (...lines: string[]): (string | undefined)[] =>
  eventsInText(lines.join('\n'), facts).map(({ title }) => title);

describe('the events in a text', () => {
  it.each([
    'remind me to call the bank on 3 December at 5pm',
    'Please remind me about the rent on 1 December 2026',
    '- set a reminder for 3 December 2026 at noon to pay',
    'Add a meeting with Eve to my calendar on 4 December at 10am',
    'cancel my dentist appointment on 4 December',
    'delete everything in my calendar on 4 December',
    'move my 3 December meeting to 4 December at 3pm',
    'wake me up at 6am on 5 December',
  ])('are not made of an order to an assistant: "%s"', (line) => {
    expect(titlesIn('Notes of the team', line)).toEqual([]);
  });

  it('do not take such an order for the title of the date below it', () => {
    expect(titlesIn('Jazz night', 'remind me to buy tickets', 'Friday 4 December 2026, 8 pm')).toEqual([
      'Jazz night',
    ]);
  });

  it.each([
    ['Set design workshop, 4 December 2026 at 2pm', 'Set design workshop'],
    ['Move-in day 4 December 2026', 'Move-in day'],
    ['Dentist appointment 1 December 2026 at 3 pm', 'Dentist appointment'],
    ['Add-on course 2 December 2026 6pm', 'Add-on course'],
    ['Team meeting on 3 December at 10am', 'Team meeting'],
  ])('are what it announces: "%s"', (line, title) => expect(titlesIn(line)).toEqual([title]));
});

describe('what is proposed', () => {
  const night = { intent: 'create_event' as const, confidence: 0.5, words: 'x', title: 'Jazz Night' };
  const when = { start: '2026-12-04T20:00:00+01:00', grain: 'hour' as const };

  it('is proposed once, however often and however it is written', () => {
    const all = [
      { ...night, when },
      { ...night, title: 'JAZZ  night!', when: { start: '2026-12-04T19:00:00Z', grain: 'minute' as const } },
      { ...night, when: { ...when, start: '2026-12-05T20:00:00+01:00' } },
      { ...night, intent: 'create_reminder' as const, when },
      { ...night, title: 'Blues night', when },
    ];

    expect(distinct(all)).toEqual([all[0], all[2], all[3], all[4]]);
  });
});
