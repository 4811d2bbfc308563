import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  type Event,
  EventStore,
  type NewEvent,
  NoteStore,
  ReminderStore,
  type Subject,
  type Transaction,
} from '#data';
import { replies } from '#replies';
import type { When } from '#understanding';
import { idOfUid } from '#understanding/calendar';
import { later, nextRing } from '#understanding/recurrence';

import { EventOverlaps } from './event-overlaps.ts';
import { EventReminders } from './event-reminders.ts';
import { placed } from './event-place.ts';
import { announcedFrom, occurrencesOf } from './event-times.ts';
import { occurrenceWords, timeOfDayWords } from './event-words.ts';
import { leadsBefore, minutesBefore } from './lead-times.ts';
import { dueWords } from './reminder-words.ts';
import { ruleWords } from './rule-words.ts';
import { type Clock, whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';
import { UsualReminders } from './usual-reminders.ts';

/** Every ten minutes for a week: what is beyond what fits into an answer is counted in it. */
const mostListed = 1_008;

/** What people want done with their calendar. */
@Injectable()
export class EventActions {
  constructor(
    private readonly events: EventStore,
    private readonly reminders: ReminderStore,
    private readonly notes: NoteStore,
    private readonly overlaps: EventOverlaps,
    private readonly usual: UsualReminders,
    private readonly announced: EventReminders,
  ) {}

  async create(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone, retimes, isAlone } = request;
    const { when, recurrence } = action;
    const { title, place } = placed(action, await this.notes.list(tx, contactId, 'place'), now);
    if (!title)
      return { reply: replies.eventTitleMissing(when && whenWords(when, request)), isUnfinished: true };
    if (!when || isTooWide(when)) return { reply: replies.eventTimeMissing(title), isUnfinished: true };
    const isAllDay = when.grain === 'day';
    const words = whenWords(when, request);
    if (!recurrence && isOver(when, timezone, now) && action.uid !== undefined)
      return { reply: replies.importOver(title, words) };
    if (!recurrence && isOver(when, timezone, now))
      return { reply: replies.eventInPast(title, words), isUnfinished: true };
    const start = DateTime.fromISO(when.start, { zone: timezone });
    // An all-day event lasts until the end of its day.
    const end = when.end === undefined ? isAllDay && start.plus({ days: 1 }) : DateTime.fromISO(when.end);
    const event = {
      title,
      place,
      startsAt: start.toJSDate(),
      endsAt: end ? end.toJSDate() : undefined,
      isAllDay,
      rule: recurrence?.rule,
      timezone,
      noUsualReminder: (action.leadTimes ?? action.leadDays) && true,
      uid: action.uid,
    };
    const known = action.uid === undefined ? undefined : await this.#imported(tx, contactId, action.uid);
    if (known) return this.#importAgain(tx, request, event, known);
    const twin = await this.#twin(tx, contactId, event);
    const isKnown = twin !== undefined && !endsOtherwise(event, twin);
    const there = twin ?? (retimes && (await this.#untimed(tx, request, event)));
    const isKept = there !== undefined && (isKnown || (await this.#retime(tx, contactId, there.id, event)));
    const id = isKept ? there.id : await this.events.add(tx, contactId, event);
    const about: Done['about'] = [{ kind: 'event', id }];
    const from = announcedFrom(start, isAllDay, request.habits);
    const told = await this.#remindBefore(tx, request, { id, title }, from);
    if (!there) await this.usual.add(tx, request, { ...event, id });
    else if (action.leadTimes ?? action.leadDays) await this.usual.end(tx, contactId, id);
    else if (!isKnown) await this.usual.renew(tx, request, { ...there, ...event, id });
    if (isKnown) return { reply: replies.eventKnown({ title, time: words, ...told }), about };
    const overlaps = await this.overlaps.wordsFor(tx, request, { ...event, id });
    const repeats = recurrence && ruleWords(recurrence, timezone);
    const isUntimed = isAlone && isAllDay && !isLonger(when) && told.leadTimes.length === 0 && !told.rings;
    const takesTime = isUntimed && !ALL_DAY.test(title);
    const reply = replies.eventScheduled({
      title,
      time: words,
      place,
      repeats,
      ...told,
      overlaps,
      takesTime,
    });
    return { reply, about, isCreated: true, ...(isUntimed && { isUntimed }) };
  }

  #imported(tx: Transaction, contactId: string, uid: string): Promise<Event | undefined> {
    return this.events.findFrom(tx, contactId, uid, idOfUid(uid));
  }

  /** A calendar file that came before, perhaps with other times by now: what announces the event goes along. */
  async #importAgain(tx: Transaction, request: Request, event: NewEvent, known: Event): Promise<Done> {
    const { title, startsAt, endsAt, isAllDay, rule, place = known.place } = event;
    const time = request.action.when ? whenWords(request.action.when, request) : '';
    const about: Done['about'] = [{ kind: 'event', id: known.id }];
    const isSame =
      known.title === title &&
      known.place === place &&
      known.startsAt.getTime() === startsAt.getTime() &&
      known.endsAt?.getTime() === endsAt?.getTime() &&
      known.isAllDay === isAllDay &&
      known.rule === rule;
    if (isSame) return { reply: replies.eventKnown({ title, time, leadTimes: [], tooLate: [] }), about };
    const { timezone } = event;
    const change = { title, place, startsAt, endsAt: endsAt ?? null, isAllDay, rule: rule ?? null, timezone };
    await this.events.change(tx, request.contactId, known.id, change);
    const changed = { ...known, title, place, startsAt, endsAt, isAllDay, rule, timezone };
    const tooLate = await this.announced.follow(tx, request, changed);
    return {
      reply: replies.eventScheduled({ title, time, place: event.place, leadTimes: [], tooLate }),
      about,
    };
  }

  /** The event that is there already: the same calendar file sent twice, or a wish said again. */
  async #twin(
    tx: Transaction,
    contactId: string,
    {
      title,
      place,
      startsAt,
      isAllDay,
      rule,
    }: Pick<NewEvent, 'title' | 'place' | 'startsAt' | 'isAllDay' | 'rule'>,
  ): Promise<Event | undefined> {
    const until = new Date(startsAt.getTime() + 1);
    const events = await this.events.list(tx, contactId, { from: startsAt, until });
    return events.find(
      (event) =>
        event.title?.toLowerCase() === title.toLowerCase() &&
        event.startsAt.getTime() === startsAt.getTime() &&
        event.isAllDay === isAllDay &&
        (place === undefined || event.place?.toLowerCase() === place.toLowerCase()) &&
        event.rule === rule,
    );
  }

  /** The event for the whole day to which a time was said, if it is still there. */
  async #untimed(
    tx: Transaction,
    { contactId, retimes, timezone }: Request,
    { title, rule }: NewEvent,
  ): Promise<Event | undefined> {
    const startsAt = DateTime.fromISO(retimes?.when?.start ?? '', { zone: timezone });
    if (!startsAt.isValid) return undefined;
    return this.#twin(tx, contactId, { title, startsAt: startsAt.toJSDate(), isAllDay: true, rule });
  }

  #retime(
    tx: Transaction,
    contactId: string,
    id: string,
    { startsAt, endsAt = null }: { startsAt: Date; endsAt?: Date | null },
  ): Promise<boolean> {
    return this.events.change(tx, contactId, id, { startsAt, endsAt, isAllDay: false });
  }

  /** The events in a period with the words for their times, soonest first; a repeated one as often as it occurs. */
  async occurring(
    tx: Transaction,
    request: Clock & Pick<Request, 'contactId'>,
    period: { from: Date; until: Date },
  ): Promise<OccurringEvent[]> {
    const events = await this.events.list(tx, request.contactId, period);
    return events
      .flatMap((event) => occurrencesOf(event, period, mostListed).map((start) => ({ event, start })))
      .toSorted((one, other) => one.start.toMillis() - other.start.toMillis())
      .map(({ event, start }) => ({
        id: event.id,
        subject: {
          kind: 'event' as const,
          id: event.id,
          ...(event.rule !== undefined && { at: start.toISO() ?? undefined }),
        },
        isAllDay: event.isAllDay,
        title: event.title,
        place: event.place,
        time: occurrenceWords(event, start, request),
        timeOfDay: timeOfDayWords(event, start, request),
      }));
  }

  /** Before the next time that can still be announced; of a repeated event before each. */
  async #remindBefore(
    tx: Transaction,
    { contactId, action, now, timezone }: Request,
    { id, title }: { id: string; title: string },
    start: DateTime,
  ): Promise<Reminders> {
    const { recurrence, leadTimes: said = [], leadDays = [] } = action;
    const leadTimes = leadsBefore(action, start) ?? [];
    const tooLate: number[] = [];
    const known = leadTimes.length > 0 ? await this.reminders.listUpcoming(tx, contactId) : [];
    for (const leadMinutes of leadTimes) {
      const series = recurrence && { rule: recurrence.rule, start: start.toJSDate(), timezone, leadMinutes };
      const once = later(start, -leadMinutes).toJSDate();
      const dueAt = once > now ? once : series && nextRing(series, now);
      const isThere = known.some((one) => one.title === title && one.dueAt.getTime() === dueAt?.getTime());
      if (!dueAt) tooLate.push(leadMinutes);
      // The same wish may be said again.
      else if (!isThere) {
        const announced = { id, leadMinutes };
        await this.reminders.add(tx, contactId, { title, dueAt, series, timezone, event: announced });
      }
    }
    const byClock = leadDays.map((lead) => minutesBefore(lead, start));
    const isLate = (minutes: number): boolean => tooLate.includes(minutes);
    const wordsOf = (minutes: number[]): string | undefined =>
      minutes.length === 0
        ? undefined
        : replies.inWords(
            minutes.map((each) => dueWords(later(start, -each).toJSDate(), { now, timezone, certain: true })),
          );
    return {
      leadTimes: said.filter((minutes) => !isLate(minutes)),
      tooLate: said.filter(isLate),
      rings: wordsOf(byClock.filter((minutes) => !isLate(minutes))),
      ringsTooLate: wordsOf(byClock.filter(isLate)),
    };
  }
}

/** What is said about the reminders of a new event, as the replies take it. */
type Reminders = Pick<
  Parameters<typeof replies.eventKnown>[0],
  'leadTimes' | 'tooLate' | 'rings' | 'ringsTooLate'
>;

/** One time of an event, as it is told. */
export interface OccurringEvent {
  id: string;
  /** Of one that repeats, just this time. */
  subject: Subject;
  title: string | undefined;
  time: string;
  /** Below the name of its day. */
  timeOfDay: string;
  place?: string;
  isAllDay: boolean;
}

/** Of these, nobody expects a time of day. */
const ALL_DAY =
  /\b(?:birthday|anniversary|holidays?|vacation|leave|day off|days off|pto|trip|travel|festival|deadline|due|pay ?day|rent|expir\w+|christmas|easter|new year'?s?|moving|camp|conference|off)\b/i;

const isLonger = ({ start, end }: When): boolean =>
  end !== undefined && DateTime.fromISO(end).diff(DateTime.fromISO(start), 'hours').hours > 25;

/** The same event, but it is now said until when. */
const endsOtherwise = (event: NewEvent, { endsAt }: Event): boolean =>
  !event.isAllDay && event.endsAt !== undefined && event.endsAt.getTime() !== endsAt?.getTime();

const isTooWide = ({ grain, end }: When): boolean =>
  (grain === 'week' || grain === 'month' || grain === 'year') && end === undefined;

function isOver({ start, end, grain }: When, timezone: string, now: Date): boolean {
  if (end !== undefined) return new Date(end) <= now;
  const at = DateTime.fromISO(start, { zone: timezone });
  return (grain === 'day' ? at.endOf('day') : at).toMillis() <= now.getTime();
}
