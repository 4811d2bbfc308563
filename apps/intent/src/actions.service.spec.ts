import type { Transaction } from '#data';
import type { Action } from '#understanding';

import { Actions } from './actions.service.ts';
import type { ReminderActions } from './reminder.actions.ts';
import type { TaskActions } from './task.actions.ts';

/** What is out of scope touches neither tasks nor reminders nor the database. */
const actions = new Actions({} as TaskActions, {} as ReminderActions);

async function replyTo(more: Partial<Action>): Promise<string> {
  const words = 'what is the capital of France';
  const now = new Date('2026-11-21T13:30:00Z');
  const wish = { words, saidAt: now, now, timezone: 'Europe/Berlin', certain: true };
  const action: Action = { intent: 'out_of_scope', confidence: 0, words, ...more };
  return (await actions.act({} as Transaction, 'a contact', { ...wish, actions: [action] })).reply;
}

describe('what is out of scope', () => {
  it('is not understood, and what can be understood is said', async () => {
    expect(await replyTo({})).toMatch(/^I did not get that\. Here is what I can do:/);
  });

  it('is politely declined when it is a general question, with what can be done', async () => {
    expect(await replyTo({ isGeneralQuestion: true })).toMatch(
      /^General questions are not something I can answer\. Here is what I can do:/,
    );
  });

  it('is answered when the engine has an answer', async () => {
    expect(await replyTo({ isGeneralQuestion: true, answer: 'Paris.' })).toBe('Paris.');
  });
});
