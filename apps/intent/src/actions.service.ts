import { Injectable } from '@nestjs/common';

import type { Transaction } from '#data';
import type { Action } from '#understanding';
import { replies } from '#replies';

import type { Question } from './question.ts';
import { ReminderActions } from './reminder.actions.ts';
import { TaskActions } from './task.actions.ts';
import type { Done, Request, Wish } from './understood.ts';

export interface Answer {
  reply: string;
  /** What `reply` asks for. */
  asks?: Question;
}

/** Does what a person wants, inside the transaction that also writes the answer. */
@Injectable()
export class Actions {
  constructor(
    private readonly tasks: TaskActions,
    private readonly reminders: ReminderActions,
  ) {}

  /** All of them in their order; what comes first may change what follows: "add milk and show me my list". */
  async act(tx: Transaction, contactId: string, { actions, ...wish }: Wish): Promise<Answer> {
    const answers: Answer[] = [];
    for (const action of actions) answers.push(await this.#askOrDo(tx, { ...wish, action, contactId }));
    const reply = replies.inOne(answers.map((answer) => answer.reply));
    const { late, note } = wish;
    const noted = note === undefined ? reply : replies.withNote(reply, note);
    const asks = answers.findLast((answer) => answer.asks)?.asks;
    return { reply: late ? replies.late(late.words, late.ago, noted) : noted, asks };
  }

  async #askOrDo(tx: Transaction, request: Request): Promise<Answer> {
    const { words } = request.action;
    const [saidAt, askedAt] = [request.saidAt.getTime(), request.now.getTime()];
    if (request.reply !== undefined) return { reply: request.reply };
    const task = request.asksFirst && (await this.tasks.meant(tx, request));
    if (task) return { reply: replies.completeLate(task), asks: { kind: 'confirm', words, saidAt, askedAt } };
    const { reply, isUnfinished } = await this.#do(tx, request);
    return { reply, ...(isUnfinished && { asks: { kind: 'unfinished', words, askedAt: saidAt } }) };
  }

  #do(tx: Transaction, request: Request): Promise<Done> | Done {
    switch (request.action.intent) {
      case 'create_task':
        return this.tasks.create(tx, request);
      case 'list_tasks':
        return this.tasks.list(tx, request);
      case 'complete_task':
        return this.tasks.complete(tx, request);
      case 'create_reminder':
        return this.reminders.create(tx, request);
      case 'list_reminders':
        return this.reminders.list(tx, request);
      case 'greeting':
        return { reply: replies.greeting() };
      case 'help':
        return { reply: replies.help() };
      case 'thanks':
        return { reply: replies.thanks() };
      case 'confirm':
      case 'deny':
        return { reply: replies.nothingAsked() };
      default:
        return { reply: outOfScope(request.action) };
    }
  }
}

function outOfScope({ answer, isGeneralQuestion }: Action): string {
  return answer ?? (isGeneralQuestion ? replies.generalQuestion() : replies.notUnderstood());
}
