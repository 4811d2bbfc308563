import { Injectable } from '@nestjs/common';

import type { Transaction } from '#data';
import { type Action, understandOffline } from '#understanding';

import { EventFinder } from './event-finder.ts';
import { named } from './named.ts';
import type { Actor, Wish } from './understood.ts';

/** "cancel [the flight]", "could you reschedule [my hotel booking] to friday" */
const OF_ONE =
  /^(?<before>(?:(?:please|ok|okay|oh|no|and|can you|could you|i (?:need|have|want) to|i'd like to)[ ,]+)*(?:cancel|call off|delete|remove|scrap|drop|move|reschedule|rebook|postpone|push(?: back)?|shift|change|bring forward|put off|rename|extend|shorten|lengthen)) (?:the|my|our|that|this) (?<what>.+)$/i;
/** In words; a longer name is not looked for. */
const longestName = 5;

/**
 * Finds an event of one's own in what names none by its words: a flight, a booking or an order is cancelled with somebody else, unless one
 * of that name is in the calendar.
 */
@Injectable()
export class TitledActions {
  constructor(private readonly events: EventFinder) {}

  /** @returns undefined where nothing in the calendar goes by such a name */
  async resolve(tx: Transaction, actor: Actor, wish: Wish, action: Action): Promise<Action | undefined> {
    if (action.intent !== 'out_of_scope' || wish.picked || wish.quoted !== undefined) return undefined;
    const words = action.words
      .trim()
      .replaceAll('’', "'")
      .replace(/[ .!]+$/, '');
    const { before, what } = OF_ONE.exec(words)?.groups ?? {};
    if (!before || !what) return undefined;
    const all = await this.events.within(tx, { ...wish, ...actor, action, isAlone: true });
    const parts = what.split(' ');
    for (let count = Math.min(parts.length, longestName); count > 0; count--) {
      const title = parts.slice(0, count).join(' ').replace(/[,:]$/, '');
      if (named(all, title).length === 0) continue;
      // "cancel the flight, we drive"
      const rest = /[,:]$/.test(parts[count - 1] ?? '') ? [] : parts.slice(count);
      const verb = before.replace(/\brebook/i, 'reschedule');
      return asOfEvent(wish, action, title, [verb, 'the meeting', ...rest].join(' '));
    }
    return undefined;
  }
}

/** What the same words mean of a meeting. */
function asOfEvent(
  { saidAt, timezone, dayFirst, habits }: Wish,
  { words }: Action,
  title: string,
  text: string,
): Action | undefined {
  const { actions } = understandOffline({
    text,
    reference: saidAt,
    timezone,
    dayFirst,
    morning: habits?.morning,
    weekStart: habits?.weekStart,
  });
  const [meant, ...others] = actions;
  const isOfEvent = meant.intent === 'cancel_event' || meant.intent === 'update_event';
  return isOfEvent && others.length === 0 && isSame(meant) ? { ...meant, words, title } : undefined;
}

/** No other words than those for a meeting name it. */
const isSame = ({ title }: Action): boolean => title === undefined || /^meeting$/i.test(title);
