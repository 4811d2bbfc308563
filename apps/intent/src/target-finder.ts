import { Injectable } from '@nestjs/common';

import { FocusStore, type Subject, type Transaction } from '#data';
import { replies } from '#replies';

import { named } from './named.ts';
import type { Done, Option, Request } from './understood.ts';

/** Something that a person can mean by its title. */
export interface Candidate {
  id: string;
  /** Undefined when it cannot be read. */
  title: string | undefined;
}

export type Target<T> =
  | { found: T }
  /** None is meant for sure: the answer, which may ask which one. */
  | { found?: undefined; answer?: Done };

/** Which of a person's things an action is about. */
@Injectable()
export class TargetFinder {
  constructor(private readonly focus: FocusStore) {}

  /**
   * In this order: the one that was chosen, the one that the quoted message is about, those that go by the title that was said, and, when
   * none was said, what was talked about last, or the only one there is.
   *
   * @param all those that it can be, in the order in which they are told
   * @param optionOf how one is offered when several can be meant
   * @returns without an answer when nothing fits
   */
  async find<T extends Candidate>(
    tx: Transaction,
    request: Request,
    kind: Subject['kind'],
    all: T[],
    optionOf: (one: T) => Omit<Option, 'subject'>,
  ): Promise<Target<T>> {
    const { picked, quoted: message, contactId, action } = request;
    if (picked)
      return oneOf(
        all.filter(({ id }) => id === picked.id),
        kind,
        optionOf,
      );
    const among = (subjects: Subject[]): T[] => {
      const ids = new Set(subjects.flatMap((subject) => (subject.kind === kind ? [subject.id] : [])));
      return [...ids].flatMap((id) => all.filter((one) => one.id === id));
    };
    const quoted = message === undefined ? [] : among(await this.focus.ofMessage(tx, contactId, message));
    const pool = quoted.length > 0 ? quoted : all;
    if (action.title !== undefined) return oneOf(named(pool, action.title), kind, optionOf);
    if (quoted.length > 0) return oneOf(quoted, kind, optionOf);
    const last = await this.focus.lastOf(tx, contactId);
    // "it" that is not there any more is no other.
    const isSpokenOf = last.some((subject) => subject.kind === kind);
    return oneOf(isSpokenOf ? among(last) : all, kind, optionOf);
  }
}

function oneOf<T extends Candidate>(
  some: T[],
  kind: Subject['kind'],
  optionOf: (one: T) => Omit<Option, 'subject'>,
): Target<T> {
  const [only] = some;
  if (!only) return {};
  if (some.length === 1) return { found: only };
  const options = some.map((one) => ({ subject: { kind, id: one.id }, ...optionOf(one) }));
  const words = options.map(({ words: title, detail }) => [title, detail].filter(Boolean).join(', '));
  return { answer: { reply: replies.whichOne(words), options } };
}
