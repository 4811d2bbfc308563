import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Event, NoteStore, type Transaction } from '#data';
import { replies } from '#replies';

import { EventChanger, type WantedChange } from './event-change.ts';
import { EventFinder } from './event-finder.ts';
import { EventOverlaps } from './event-overlaps.ts';
import { placed } from './event-place.ts';
import { guestsIn, withGuests } from './guests.ts';
import { movedTimes, type Times } from './moved-times.ts';
import { lacksNewName } from './new-name.ts';
import { oneOrAll } from './one-or-all.ts';
import { ruleWords } from './rule-words.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** Moves, renames and lengthens events. */
@Injectable()
export class EventUpdateActions {
  constructor(
    private readonly finder: EventFinder,
    private readonly changer: EventChanger,
    private readonly overlaps: EventOverlaps,
    private readonly notes: NoteStore,
  ) {}

  async update(tx: Transaction, request: Request): Promise<Done> {
    const { action, timezone, now } = request;
    const target = await this.finder.find(tx, request, action.currentWhen);
    const guests = guestsIn(action);
    if (guests !== undefined)
      return {
        reply: replies.noInvitations(withGuests(guests, target.found?.title)),
        ...(target.found && { about: [aboutEvent(target.found.event)] }),
      };
    if (!target.found) return (await this.#onItsDay(tx, request)) ?? target.answer;
    const { found } = target;
    const { event, starts } = found;
    const title = event.title ?? replies.lostTitle();
    const lacking = (reply: string): Done => ({ reply, about: [aboutEvent(event)], isUnfinished: true });
    if (lacksNewName(action)) return lacking(replies.newNameMissing(title));
    const moved = movedTimes(event, starts[0], action, timezone);
    if (moved.outcome === 'unclear') return lacking(replies.eventTimeUnclear(title));
    const times = moved.outcome === 'moved' ? moved.times : undefined;
    const details = await this.#details(tx, request);
    if (!times && Object.keys(details).length === 0) return lacking(replies.eventTimeUnclear(title));
    if (times && isOver(times, now))
      return lacking(replies.eventMovedIntoPast(title, timesWords(times, request)));
    const { all, part, currentWhen } = action;
    const repeats = event.rule !== undefined;
    if (repeats && times && !all && !part && !currentWhen) return oneOrAll(request, found);
    const isOneTime =
      repeats && !all && part !== 'following' && (part === 'one' || currentWhen !== undefined);
    const wanted: WantedChange = { ...details, times, isOneTime };
    const { event: changed, tooLate } = await this.changer.change(tx, request, found, wanted);
    return {
      reply: replies.eventChanged({
        title,
        newTitle: details.title,
        place: details.place,
        time: times && timesWords(times, request),
        isMoved: times?.start.toMillis() !== starts[0].toMillis() || times.isAllDay !== event.isAllDay,
        repeats: changed.rule === undefined ? undefined : ruleWords({ rule: changed.rule }, timezone),
        overlaps: times ? await this.overlaps.wordsFor(tx, request, changed) : [],
        tooLate,
      }),
      about: [aboutEvent(changed)],
    };
  }

  /** "move Bob from three to four": of a day that was not said, and so was taken for the next one with such a time. */
  async #onItsDay(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { currentWhen, when, title, ...action } = request.action;
    const isTimed = [currentWhen, when].every((each) => each?.grain === 'hour' || each?.grain === 'minute');
    if (!isTimed || title === undefined || currentWhen?.start.slice(0, 10) !== when?.start.slice(0, 10))
      return undefined;
    const other = { ...request, action: { ...action, when, title, timeOnly: 'either_half' as const } };
    const { found } = { found: undefined, ...(await this.finder.find(tx, other)) };
    const said = DateTime.fromISO(currentWhen?.start ?? '', { zone: request.timezone });
    const start = found?.starts[0].setZone(request.timezone);
    const isSame = start && start.hour % 12 === said.hour % 12 && start.minute === said.minute;
    return isSame ? this.update(tx, other) : undefined;
  }

  async #details(
    tx: Transaction,
    { contactId, action, now }: Request,
  ): Promise<Pick<WantedChange, 'title' | 'place' | 'rule'>> {
    const { newTitle, recurrence } = action;
    const places = action.place ? await this.notes.list(tx, contactId, 'place') : [];
    const { place } = placed({ place: action.place }, places, now);
    return {
      ...(newTitle && { title: newTitle }),
      ...(place && { place }),
      ...(recurrence && { rule: recurrence.rule }),
    };
  }
}

const aboutEvent = ({ id }: Event): { kind: 'event'; id: string } => ({ kind: 'event', id });

const isOver = ({ start, end, isAllDay }: Times, now: Date): boolean =>
  (end ?? (isAllDay ? start.endOf('day') : start)).toMillis() <= now.getTime();

function timesWords({ start, end, isAllDay }: Times, request: Request): string {
  const grain = isAllDay ? 'day' : 'minute';
  return whenWords({ start: start.toISO() ?? '', end: end?.toISO() ?? undefined, grain }, request);
}
