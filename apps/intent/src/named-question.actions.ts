import { Injectable } from '@nestjs/common';

import type { Transaction } from '#data';
import { replies } from '#replies';
import { understandOffline } from '#understanding';

import { EventQueryActions } from './event-query.actions.ts';
import { NoteActions } from './note.actions.ts';
import type { Done, Request } from './understood.ts';

const ASKS_WHEN = /^(?:\w+[ ,]+){0,4}?(?:when|(?:what|which) (?:time|day|date))\b/i;
/** "when is the regatta": whatever kind of thing it is. */
const NAMES_ONE =
  /^(?:(?:hey|so|and|ok|okay|please|tell me|do you know)[ ,]+)*(?:at |on )?(?:when|(?:what|which) (?:time|day|date))(?:'s| is| are| does| do| will| was) (?:the |my |our )?(?<name>(?!it\b|that\b|this\b|you\b|i\b|we\b|he\b|she\b|they\b|there\b|next\b)[\p{L}\p{N}'][\p{L}\p{N}' -]{1,40}?)(?: (?:again|on|at|starts?|begins?|ends?|finish(?:es)?|over|be|is|happen(?:ing|s)?|take place|takes place|this year|next))*[ .!?]*$/iu;

/** Answers questions for one thing by its name, which may be in the calendar, in the notes, or nowhere. */
@Injectable()
export class NamedQuestions {
  constructor(
    private readonly notes: NoteActions,
    private readonly events: EventQueryActions,
  ) {}

  /** What was noted goes first where it says when, and where no event goes by that name. */
  async tell(tx: Transaction, request: Request): Promise<Done> {
    const { title, when, asksFree, words } = request.action;
    if (title !== undefined && !when && !asksFree && ASKS_WHEN.test(words)) {
      const note = await this.notes.found(tx, request);
      const isFirst = note && (saysWhen(note.text, request) || !(await this.events.isKnown(tx, request)));
      if (isFirst) return this.notes.tell(note);
    }
    return this.events.list(tx, request);
  }

  /** @returns undefined when it is no question for when a thing is */
  async tellUnknown(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { action } = request;
    if (action.isGeneralQuestion || action.isOtherLanguage || action.answer !== undefined) return undefined;
    const title = NAMES_ONE.exec(action.words.replaceAll('’', "'").trim())?.groups?.name;
    if (title === undefined) return undefined;
    const asked: Request = { ...request, action: { ...action, intent: 'list_events', title } };
    if (await this.events.isKnown(tx, asked)) return this.events.list(tx, asked);
    return { reply: replies.eventUnknown(title, []) };
  }
}

function saysWhen(text: string | undefined, { now, timezone, habits }: Request): boolean {
  if (text === undefined) return false;
  // What a note says after "is" or "on": "12 March".
  const value = /^.*?\b(?:is|are|was|starts|begins|on)\b(?: on)? (?<value>.+)$/i.exec(text)?.groups?.value;
  const { actions } = understandOffline({
    text: value ?? text,
    reference: now,
    timezone,
    dayFirst: habits?.dayFirst,
  });
  return actions[0].when !== undefined;
}
