import { Injectable } from '@nestjs/common';

import {
  ChangeStore,
  type OutboundDocument,
  PreferenceStore,
  type Subject,
  type Task,
  type Transaction,
  type TurnResult,
} from '#data';
import { replies } from '#replies';
import type { Action, Intent } from '#understanding';
import type { Choices } from '#whatsapp';

import { ActionService } from './action.service.ts';
import { addedTogether } from './added-together.ts';
import { asSent, confirmationOf, groupsOf, openOf } from './confirmation.ts';
import { importAnswer, isImport } from './import.ts';
import { inPlainWords } from './plain-action.ts';
import { FocusedActions } from './focused-action.ts';
import { changes, losesSomething } from './plan-words.ts';
import type { Question } from './question.ts';
import { TaskActions } from './task.actions.ts';
import type { Actor, FocusedAction, Request, Wish } from './understood.ts';
import { addToPhone, withFiles } from './with-files.ts';
import { whichOf } from './which.ts';
import { cityOf } from './zone-words.ts';

export interface Answer {
  reply: string;
  /** What `reply` asks for. */
  asks?: Question;
  /** What to answer by a tap. */
  choices?: Choices;
  /** The file that the answer brings, and further ones. */
  document?: OutboundDocument;
  files?: TurnResult['files'];
  /** What was done; absent while we only ask. */
  intent?: Intent;
  /** What was done or told is about these. */
  about?: Subject[];
  /** An open question stays open: thanks, or a look at the list, is no answer to it. */
  keepsQuestion?: boolean;
}

/** An answer as the actions leave it. */
interface Unsent extends Omit<Answer, 'document' | 'files'> {
  documents?: OutboundDocument[];
  /** Ids of the events that are new in the calendar. */
  created?: string[];
  /** `reply` says no more than that this task is new on its list. */
  added?: Task;
  /** What to tap where nothing is asked, and nothing to be undone. */
  offers?: Choices;
}

/** Does what a person wants, inside the transaction that also writes the answer. */
@Injectable()
export class Actions {
  constructor(
    private readonly action: ActionService,
    private readonly tasks: TaskActions,
    private readonly focused: FocusedActions,
    private readonly preferences: PreferenceStore,
    private readonly changed: ChangeStore,
  ) {}

  async act(tx: Transaction, actor: Actor, wish: Wish): Promise<Answer> {
    const plain = wish.actions.map(inPlainWords);
    const found = (
      await Promise.all(plain.map((action) => this.focused.resolve(tx, actor, wish, action)))
    ).flat();
    const actions = found.map(({ action }) => action) as Wish['actions'];
    const { reply, ...answer } = await this.#answer(tx, actor, { ...wish, actions }, found);
    const { late, heard } = wish;
    const asksZone = await this.#isZoneDue(tx, actor, wish, answer);
    const note = asksZone ? replies.askZone(cityOf(wish.timezone)) : wish.note;
    const noted = note === undefined ? reply : replies.withNote(reply, note);
    const echoed = heard === undefined ? noted : replies.heard(noted, heard);
    return withFiles(
      asSent({
        ...answer,
        ...(asksZone && { asks: zoneQuestion(wish) }),
        reply: late ? replies.late(late.words, late.ago, echoed) : echoed,
      }),
    );
  }

  /** Where the country has several zones: once, below the first answer that depends on it, and beside no other question. */
  async #isZoneDue(
    tx: Transaction,
    { contactId }: Actor,
    { certain, isZoneAsked, isAsked, note }: Wish,
    { intent, asks, keepsQuestion }: Omit<Answer, 'reply'>,
  ): Promise<boolean> {
    const isOther = asks !== undefined || note !== undefined || (isAsked && keepsQuestion);
    const isDue = !certain && isZoneAsked === false && !isOther;
    if (!isDue || !intent || !dependsOnZone.has(intent)) return false;
    await this.preferences.markZoneAsked(tx, contactId);
    return true;
  }

  #answer(tx: Transaction, actor: Actor, wish: Wish, found: FocusedAction[]): Promise<Unsent> | Unsent {
    if (wish.reply !== undefined) {
      return { reply: wish.reply, intent: wish.actions[0].intent, keepsQuestion: wish.keepsQuestion };
    }
    const isPlain = wish.asksFirst === undefined || wish.asksFirst === 'late';
    return isPlain ? this.#doAll(tx, actor, wish, found) : confirmationOf(wish);
  }

  /** All of them in their order; what comes first may change what follows: "add milk and show me my list". */
  async #doAll(
    tx: Transaction,
    actor: Actor,
    { actions, ...wish }: Wish,
    found: FocusedAction[],
  ): Promise<Unsent> {
    const answers: Unsent[] = [];
    for (const group of groupsOf(actions)) {
      const requests = group.map((action) => {
        const { picked, answer } = found.find((one) => one.action === action) ?? {};
        return {
          ...wish,
          ...actor,
          action,
          picked: wish.picked ?? picked,
          answer,
          isAlone: actions.length === 1,
        };
      });
      answers.push(...(await Promise.all(requests.map((request) => this.#askOrDo(tx, request)))));
    }
    if (isImport(actions)) {
      const hasChanged = await this.changed.hasChanged(tx, actor.contactId, actor.messageId);
      return { ...importAnswer(answers), choices: hasChanged ? undoButton(actor) : undefined };
    }
    const { asks, choices } = openOf(answers);
    const about = answers.flatMap((answer) => answer.about ?? []);
    const done = actions.flatMap((action, at) => {
      const answer = answers[at];
      return isDone(answer) ? [{ ...action, ...(answer?.intent && { intent: answer.intent }) }] : [];
    });
    const keepsQuestion =
      wish.keepsQuestion ??
      actions.every((action) => !changes(action.intent) && !answersQuestion(action.intent));
    const intent = (done.find((action) => changes(action.intent)) ?? done[0])?.intent;
    return {
      reply: replies.inOne(addedTogether(answers)),
      asks,
      choices:
        choices ??
        ((await this.#hasLost(tx, actor, done))
          ? undoButton(actor)
          : (addToPhone(answers.flatMap(({ created = [] }) => created)) ??
            answers.findLast(({ offers }) => offers)?.offers)),
      documents: answers.flatMap(({ documents = [] }) => documents),
      intent,
      about: about.length > 0 ? about : undefined,
      keepsQuestion,
    };
  }

  /** There is nothing to take back where nothing was found that could be changed. */
  async #hasLost(tx: Transaction, { contactId, messageId }: Actor, done: Action[]): Promise<boolean> {
    if (!done.some(({ intent }) => losesSomething(intent))) return false;
    return this.changed.hasChanged(tx, contactId, messageId);
  }

  async #askOrDo(tx: Transaction, request: Request): Promise<Unsent> {
    const { action, answer } = request;
    const isAskedFirst = !answer && request.asksFirst === 'late' && action.intent === 'complete_task';
    const task = isAskedFirst && (await this.tasks.meant(tx, request));
    if (task) return confirmationOf({ ...request, actions: [action] }, replies.completeLate(task));
    const done = answer ?? (await this.action.do(tx, request));
    const { reply, isUnfinished, isUntimed, about, options, asksFirst, asksZone } = done;
    const { documents, isCreated, added, offers } = done;
    if (asksFirst) return { about, ...confirmationOf({ ...request, actions: [action] }, reply) };
    if (asksZone) return { reply, asks: zoneQuestion(request) };
    if (options) return { reply, ...whichOf(request, options) };
    const open = { words: action.words, action, askedAt: request.saidAt.getTime() };
    if (isUnfinished) return { reply, about, asks: { kind: 'unfinished', ...open } };
    const created = isCreated ? about?.map(({ id }) => id) : undefined;
    return {
      reply,
      about,
      documents,
      created,
      added,
      offers,
      intent: done.cameTo,
      ...(isUntimed && { asks: { kind: 'untimed', ...open } }),
    };
  }
}

const zoneQuestion = ({ now, timezone }: Pick<Wish, 'now' | 'timezone'>): Question => ({
  kind: 'zone',
  askedAt: now.getTime(),
  timezone,
});

/** Their answers name a time. */
const dependsOnZone = new Set<Intent>(['create_event', 'create_reminder', 'update_event', 'find_time']);

const undoButton = ({ messageId }: Actor): Choices => ({
  buttons: [{ id: `undo-${messageId}`, title: replies.undoButton() }],
});

/** What a yes answers was found before; any other leaves the question open, as "great" does. */
const answersQuestion = (intent: Intent): boolean => intent === 'deny';

const isDone = (answer?: Answer): boolean => !answer?.asks || answer.asks.kind === 'untimed';
