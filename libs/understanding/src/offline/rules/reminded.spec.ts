import type { Action } from '../../meaning.ts';
import { understandOffline } from '../understand-offline.ts';

const actionOf = (text: string): Action =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];

describe('whether we reminded somebody', () => {
  it.each([
    ['did you remind me?', undefined],
    ['did you remind me this morning?', undefined],
    ['have you reminded me today', undefined],
    ["why didn't you remind me?", undefined],
    ['did my reminder go off', undefined],
    ['did I get any reminders today', undefined],
    ['did the 9am reminder ring', undefined],
    ['did you remind me to call mom?', 'call mom'],
    ['did you already remind me about the dentist yesterday', 'dentist'],
    ["why haven't you reminded me of the rent", 'rent'],
    ['did the pills reminder go off this morning', 'pills'],
  ])('is asked by "%s", about %s', (text, title) => {
    const action = actionOf(text);
    expect(action).toMatchObject({ intent: 'missed', asksReminded: true });
    expect(action.title).toBe(title);
  });

  it('says of which day', () => {
    expect(actionOf('did you remind me about the dentist yesterday').when?.start).toMatch(/^2026-03-09/);
    expect(actionOf('did the 9am reminder ring').when?.grain).toBe('hour');
  });

  it.each(['which reminders did I miss', 'what did I miss?'])('is not what "%s" asks', (text) => {
    expect(actionOf(text)).toMatchObject({ intent: 'missed' });
    expect(actionOf(text).asksReminded).toBeUndefined();
  });

  it.each([
    ['remind me to call mom', 'create_reminder'],
    ['did you set a reminder for tomorrow', 'list_reminders'],
    ['what reminders do I have', 'list_reminders'],
  ])('is not asked by "%s"', (text, intent) => expect(actionOf(text).intent).toBe(intent));
});
