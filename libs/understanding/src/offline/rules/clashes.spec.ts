import { understandOffline } from '../understand-offline.ts';

const reference = new Date('2026-11-26T09:00:00Z');
const actions = (text: string) => understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions;

describe('a question for what overlaps', () => {
  it.each([
    ['is there anything clashing', undefined],
    ['do I have any conflicts this week', '2026-11-23'],
    ['am I double booked on friday', '2026-11-27'],
    ['do any of my meetings overlap', undefined],
    ['are there any overlapping events next week', '2026-11-30'],
  ])('is understood: "%s"', (text, day) => {
    const [action, ...others] = actions(text);
    expect(action).toMatchObject({ intent: 'list_events', asksOverlaps: true });
    expect(action?.when?.start.slice(0, 10)).toBe(day);
    expect(others).toEqual([]);
  });

  it.each(['the conflict in the news', 'double the booking', 'what is a schedule conflict'])(
    'is none: "%s"',
    (text) => expect(actions(text)[0]).not.toHaveProperty('asksOverlaps'),
  );
});
