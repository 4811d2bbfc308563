import { randomUUID } from 'node:crypto';

import { replies } from '#replies';
import type { Action } from '#understanding';
import type { Choices } from '#whatsapp';

import { importWords, isImport } from './import.ts';
import { planWords } from './plan-words.ts';
import type { Question } from './question.ts';
import type { Wish } from './understood.ts';

/** Control characters, and those that turn the direction of what follows: a quoted title must not change the rest of the answer. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u202A-\u202E\u2066-\u2069]/g;

/** What is answered, in whatever way. */
interface Sent {
  reply: string;
  choices?: Choices;
}

interface Asking {
  asks?: Question;
  choices?: Choices;
}

/** Asks before anything is done; a tap answers this question and no later one. @param text by default the plan in words */
export function confirmationOf(wish: Wish, text?: string): Sent & { asks: Question } {
  const { actions, words, saidAt, now } = wish;
  const id = randomUUID();
  return {
    reply:
      text ??
      (isImport(actions)
        ? importWords(wish)
        : replies.askFirst(actions.map((action) => planWords(action, wish)))),
    asks: {
      kind: 'confirm',
      id,
      words,
      actions,
      saidAt: saidAt.getTime(),
      askedAt: now.getTime(),
    },
    choices: {
      buttons: [
        { id: `yes-${id}`, title: replies.yes() },
        { id: `no-${id}`, title: replies.no() },
      ],
    },
  };
}

/** Without what cannot be seen. */
export const asSent = <T extends Sent>(answer: T): T => ({
  ...answer,
  reply: answer.reply.replaceAll(UNSEEN, ''),
});

/** Neighbouring actions that do not depend on each other: the events of a calendar file, items for a list. */
export function groupsOf(actions: readonly Action[]): Action[][] {
  const groups: Action[][] = [];
  for (const action of actions) {
    const last = groups.at(-1);
    if (last?.[0]?.intent === action.intent && action.intent === 'create_event') last.push(action);
    else groups.push([action]);
  }
  return groups;
}

/** The question to keep: the last one, with the other wishes that lack something too. */
export function openOf(answers: Asking[]): Asking {
  const asking = answers.filter((answer) => answer.asks);
  // What is lacking is more urgent than what may be added.
  const { asks, choices } =
    asking.findLast((answer) => answer.asks?.kind !== 'untimed') ?? asking.at(-1) ?? {};
  if (asks?.kind !== 'unfinished') return { asks, choices };
  const others = answers.flatMap(({ asks: one }) =>
    one !== asks && one?.kind === 'unfinished' && one.action ? [one.action] : [],
  );
  return { asks: { ...asks, ...(others.length > 0 && { others }) }, choices };
}
