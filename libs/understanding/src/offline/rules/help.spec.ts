import type { Action } from '../../meaning.ts';
import { understandOffline } from '../understand-offline.ts';

const actionOf = (text: string): Action =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];

describe('help', () => {
  it.each([
    ['help with reminders', 'reminders'],
    ['help me with my calendar', 'calendar'],
    ['reminders help', 'reminders'],
    ['how do timers work', 'timers'],
    ['how do I delete a task?', 'tasks'],
    ['how can I move an event', 'calendar'],
    ['how do I put a reminder into my calendar', 'reminders'],
    ['what can you do with notes?', 'notes'],
    ['how do I undo something', 'undo'],
    ['how can I change my time zone', 'settings'],
    ['help', undefined],
    ['what can you do', undefined],
  ])('is asked for by "%s", about %s', (text, topic) =>
    expect(actionOf(text)).toMatchObject({ intent: 'help', ...(topic && { topic }) }),
  );

  it.each([
    'talk to a person',
    'I want to speak to a human',
    'can I talk to someone please?',
    'customer service please',
    'connect me to an agent',
    'I need a real person',
    'contact support',
    'is there a human I can talk to?',
    'how do I contact support',
  ])('is to come from a human: "%s"', (text) =>
    expect(actionOf(text)).toMatchObject({ intent: 'help', wantsPerson: true }),
  );

  it.each([
    'talk to a person tomorrow at 5',
    'call support tomorrow at 5',
    'remind me to talk to somebody about the roof',
    'add call customer service to my list',
    'talk to Anna',
    'help mom with reminders',
    'help me with the party on friday',
    'how do I delete a photo',
  ])('is not what "%s" asks for', (text) => expect(actionOf(text).intent).not.toBe('help'));
});
