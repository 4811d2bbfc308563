import { Injectable } from '@nestjs/common';

import type { Transaction } from '#data';
import { replies } from '#replies';
import type { Action, Intent, NoSuchDate } from '#understanding';
import type { Choices } from '#whatsapp';

import { AgendaActions } from './agenda.actions.ts';
import { asideReply } from './asides.ts';
import { asSent, confirmationOf, groupsOf, openOf } from './confirmation.ts';
import { EventActions } from './event.actions.ts';
import { NoteActions } from './note.actions.ts';
import { whyNotKept } from './keepable.ts';
import { notDone } from './not-yet.ts';
import { inPlainWords } from './plain-action.ts';
import { changes } from './plan-words.ts';
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
  /** What was done; absent while we only ask. */
  intent?: Intent;
  /** An open question stays open: thanks, or a look at the list, is no answer to it. */
  keepsQuestion?: boolean;
}

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
    const actions = wish.actions.map(inPlainWords) as Wish['actions'];
    const { reply, ...answer } = await this.#answer(tx, contactId, { ...wish, actions });
    const { late, note, heard } = wish;
    const noted = note === undefined ? reply : replies.withNote(reply, note);
    const echoed = heard === undefined ? noted : replies.heard(noted, heard);
    return asSent({ ...answer, reply: late ? replies.late(late.words, late.ago, echoed) : echoed });
  }

  #answer(tx: Transaction, contactId: string, wish: Wish): Promise<Answer> | Answer {
    if (wish.reply !== undefined) {
      return { reply: wish.reply, intent: wish.actions[0].intent, keepsQuestion: wish.keepsQuestion };
    }
    const isPlain = wish.asksFirst === undefined || wish.asksFirst === 'late';
    return isPlain ? this.#doAll(tx, contactId, wish) : confirmationOf(wish);
  }

  /** All of them in their order; what comes first may change what follows: "add milk and show me my list". */
  async #doAll(tx: Transaction, contactId: string, { actions, ...wish }: Wish): Promise<Answer> {
    const answers: Answer[] = [];
    for (const group of groupsOf(actions)) {
      const requests = group.map((action) => ({ ...wish, action, contactId, isAlone: actions.length === 1 }));
      answers.push(...(await Promise.all(requests.map((request) => this.#askOrDo(tx, request)))));
    }
    const { asks, choices } = openOf(answers);
    const done = actions.filter((_, at) => isDone(answers[at]));
    const keepsQuestion = actions.every(
      (action) => !changes(action.intent) && !answersQuestion(action.intent),
    );
    const intent = (done.find((action) => changes(action.intent)) ?? done[0])?.intent;
    return { reply: replies.inOne(answers.map(({ reply }) => reply)), asks, choices, intent, keepsQuestion };
  }

  async #askOrDo(tx: Transaction, request: Request): Promise<Answer> {
    const { action } = request;
    const isAskedFirst = request.asksFirst === 'late' && action.intent === 'complete_task';
    const task = isAskedFirst && (await this.tasks.meant(tx, request));
    if (task) return confirmationOf({ ...request, actions: [action] }, replies.completeLate(task));
    const { reply, isUnfinished, isUntimed } = await this.#do(tx, request);
    const open = { words: action.words, action, askedAt: request.saidAt.getTime() };
    if (isUnfinished) return { reply, asks: { kind: 'unfinished', ...open } };
    return { reply, ...(isUntimed && { asks: { kind: 'untimed', ...open } }) };
  }

  #do(tx: Transaction, request: Request): Promise<Done> | Done {
    const { intent, noSuchDate } = request.action;
    const refusal = whyNotKept(request.action);
    if (refusal !== undefined) return { reply: refusal };
    if (noSuchDate) return { reply: noSuchDateReply(noSuchDate), isUnfinished: true };
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
        return { reply: assents(request.action) ? replies.nothingAsked() : replies.acknowledged() };
      case 'deny':
        return { reply: replies.nothingToLeave() };
      case 'out_of_scope':
        return this.#recallOrDecline(tx, request);
      default:
        return { reply: notDone(request.action) };
    }
  }

  /** "what time is it?" needs no look-up. "what's my locker?": only the person's notes tell whether they told us. */
  async #recallOrDecline(tx: Transaction, request: Request): Promise<Done> {
    const reply = asideReply(request);
    return (
      (reply === undefined ? await this.notes.answer(tx, request) : { reply }) ?? {
        reply: notDone(request.action),
      }
    );
  }
}

function noSuchDateReply({ words, isTime }: NoSuchDate): string {
  if (/\bor\b/i.test(words)) return replies.whichTime(words);
  return isTime ? replies.noSuchTime(words) : replies.noSuchDate(words);
}

/** What a yes answers was found before; any other leaves the question open, as "great" does. */
const answersQuestion = (intent: Intent): boolean => intent === 'deny';

/** Whether something is to be done now, which a mere "OK" or "great" does not say. */
const assents = ({ words }: Action): boolean =>
  /^\W*(?:y|ye(?:s|ah|ep|p|a)|yup|aye|sure|correct|exactly|confirm\w*|do (?:it|that|so)|please do|go (?:ahead|for it)|definitely|absolutely|of course)\b/i.test(
    words,
  );

const isDone = (answer?: Answer): boolean => !answer?.asks || answer.asks.kind === 'untimed';
