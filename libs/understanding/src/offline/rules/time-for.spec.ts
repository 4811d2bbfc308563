import { understandOffline } from '../understand-offline.ts';

/** A Tuesday afternoon. */
const reference = new Date('2026-03-10T14:00:00Z');
const actions = (text: string) => understandOffline({ text, reference, timezone: 'UTC' }).actions;

describe('time that is needed for an event', () => {
  it.each([
    ['I need an hour for brunch tomorrow at 11', 'brunch', '11:00', '12:00'],
    ['we need two hours for the gym tomorrow at 6', 'gym', '18:00', '20:00'],
    ['I want 45 minutes of yoga tomorrow at 7', 'yoga', '07:00', '07:45'],
    ["I'd like half an hour with the physio tomorrow at 3", 'physio', '15:00', '15:30'],
    ['I need an hour and a half for lunch tomorrow at 12', 'lunch', '12:00', '13:30'],
    ['I need time for a workout tomorrow at 7', 'workout', '07:00', undefined],
    ['I need a slot with the dentist tomorrow at 3', 'dentist', '15:00', undefined],
    ['make room for lunch with Sam tomorrow at 12', 'lunch with Sam', '12:00', undefined],
    ['I need to go to the meeting tomorrow at 3', 'go to the meeting', '15:00', undefined],
  ])('is kept for it: "%s"', (text, title, start, end) => {
    const [{ intent, confidence, when, ...action }] = actions(text);
    expect([intent, action.title, when?.start.slice(0, 16), when?.end?.slice(11, 16)]).toEqual([
      'create_event',
      title,
      `2026-03-11T${start}`,
      end,
    ]);
    expect(confidence).toBeGreaterThanOrEqual(0.85);
  });

  it.each([
    'I need money for lunch tomorrow at 12',
    'I need a dress for the wedding on saturday',
    'I need a lift to the party on saturday at 8',
    'I need the projector for the meeting on monday at 9',
    'I need time to think before the interview tomorrow',
    'I need a minute before the meeting tomorrow',
    'I need space in the fridge for the dinner leftovers tonight',
    'I want a break after the meeting tomorrow at 9',
    'I need to buy drinks for the party on saturday',
  ])('is not what is needed by "%s"', (text) => expect(actions(text)[0].intent).not.toBe('create_event'));
});
