import { Injectable } from '@nestjs/common';

import type { Transaction } from '#data';
import { replies } from '#replies';
import type { Action, Intent } from '#understanding';
import type { Choices } from '#whatsapp';

import { AgendaActions } from './agenda.actions.ts';
import { EventActions } from './event.actions.ts';
import { NoteActions } from './note.actions.ts';
import { planWords } from './plan-words.ts';
import type { Question } from './question.ts';
import { ReminderActions } from './reminder.actions.ts';
import { TaskActions } from './task.actions.ts';
import type { Done, Request, Wish } from './understood.ts';

export interface Answer {
  reply: string;
  /** What `reply` asks for. */
  asks?: Question;
  /** What to answer by a tap. */
  choices?: Choices;
}

/** Understood, and not built yet: the answer says so. */
const notYet = new Map<Intent, string>([
  ['update_event', 'change an event'],
  ['cancel_event', 'cancel an event'],
  ['find_time', 'find a free time'],
  ['update_task', 'change a task'],
  ['reopen_task', 'reopen a task'],
  ['delete_task', 'delete tasks'],
  ['update_reminder', 'change a reminder'],
  ['snooze_reminder', 'put off a reminder'],
  ['cancel_reminder', 'cancel a reminder'],
  ['create_timer', 'set a timer'],
  ['list_timers', 'see your timers'],
  ['cancel_timer', 'stop a timer'],
  ['missed', 'know what you missed'],
  ['set_timezone', 'set your time zone'],
  ['set_preference', 'change a setting'],
  ['list_preferences', 'see your settings'],
  ['send_calendar', 'get your calendar as a file'],
  ['undo', 'undo something'],
  ['export_data', 'get your data'],
  ['erase_data', 'have your data deleted'],
]);

const yesOrNo: Choices = {
  buttons: [
    { id: 'yes', title: 'Yes' },
    { id: 'no', title: 'No' },
  ],
};

/** Does what a person wants, inside the transaction that also writes the answer. */
@Injectable()
export class Actions {
  constructor(
    private readonly events: EventActions,
    private readonly tasks: TaskActions,
    private readonly reminders: ReminderActions,
    private readonly notes: NoteActions,
    private readonly agenda: AgendaActions,
  ) {}

  async act(tx: Transaction, contactId: string, wish: Wish): Promise<Answer> {
    const { reply, ...answer } = await this.#answer(tx, contactId, wish);
    const { late, note, heard } = wish;
    const noted = note === undefined ? reply : replies.withNote(reply, note);
    const echoed = heard === undefined ? noted : replies.heard(noted, heard);
    return { ...answer, reply: late ? replies.late(late.words, late.ago, echoed) : echoed };
  }

  #answer(tx: Transaction, contactId: string, wish: Wish): Promise<Answer> | Answer {
    if (wish.reply !== undefined) return { reply: wish.reply };
    const isPlain = wish.asksFirst === undefined || wish.asksFirst === 'late';
    return isPlain ? this.#doAll(tx, contactId, wish) : askFirst(wish);
  }

  /** All of them in their order; what comes first may change what follows: "add milk and show me my list". */
  async #doAll(tx: Transaction, contactId: string, { actions, ...wish }: Wish): Promise<Answer> {
    const answers: Answer[] = [];
    for (const action of actions) answers.push(await this.#askOrDo(tx, { ...wish, action, contactId }));
    const { asks, choices } = answers.findLast((answer) => answer.asks) ?? {};
    return { reply: replies.inOne(answers.map(({ reply }) => reply)), asks, choices };
  }

  async #askOrDo(tx: Transaction, request: Request): Promise<Answer> {
    const { words } = request.action;
    const [saidAt, askedAt] = [request.saidAt.getTime(), request.now.getTime()];
    const task = request.asksFirst === 'late' && (await this.tasks.meant(tx, request));
    if (task) {
      const asks: Question = { kind: 'confirm', words, saidAt, askedAt };
      return { reply: replies.completeLate(task), asks, choices: yesOrNo };
    }
    const { reply, isUnfinished } = await this.#do(tx, request);
    return { reply, ...(isUnfinished && { asks: { kind: 'unfinished', words, askedAt: saidAt } }) };
  }

  #do(tx: Transaction, request: Request): Promise<Done> | Done {
    const { intent, noSuchDate } = request.action;
    if (noSuchDate) return { reply: replies.noSuchDate(noSuchDate.words), isUnfinished: true };
    switch (intent) {
      case 'create_event':
        return this.events.create(tx, request);
      case 'list_events':
        return this.events.list(tx, request);
      case 'agenda':
        return this.agenda.tell(tx, request);
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
      case 'remember':
        return this.notes.remember(tx, request);
      case 'recall':
        return this.notes.recall(tx, request);
      case 'greeting':
        return { reply: replies.greeting() };
      case 'help':
        return { reply: replies.help() };
      case 'thanks':
        return { reply: replies.thanks() };
      case 'confirm':
      case 'deny':
        return { reply: replies.nothingAsked() };
      default: {
        const wanted = notYet.get(intent);
        return { reply: wanted ? replies.notYet(wanted) : outOfScope(request.action) };
      }
    }
  }
}

function askFirst(wish: Wish): Answer {
  const { actions, words, saidAt, now } = wish;
  const plans = actions.map((action) => planWords(action, wish));
  const asks: Question = {
    kind: 'confirm',
    words,
    actions,
    saidAt: saidAt.getTime(),
    askedAt: now.getTime(),
  };
  return { reply: replies.askFirst(plans), asks, choices: yesOrNo };
}

function outOfScope({ answer, isGeneralQuestion }: Action): string {
  return answer ?? (isGeneralQuestion ? replies.generalQuestion() : replies.notUnderstood());
}
