import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  type Habits,
  PreferenceStore,
  quietOf,
  type Reminder,
  ReminderStore,
  RungReminderStore,
  type Transaction,
} from '#data';
import { replies } from '#replies';
import { nextRing } from '#understanding/recurrence';

import { atMinute, unquiet } from './event-times.ts';
import type { Done, Request } from './understood.ts';

/** Without another time, the day is told in the morning, and the week on Sunday evening. */
const usualMinute = 420;
const previewMinute = 1_080;
const beforeQuietMinutes = 15;
const minutesOfDay = 1_440;

/** Who wants to be sent what their day holds, and when. */
@Injectable()
export class AgendaSubscription {
  constructor(
    private readonly reminders: ReminderStore,
    private readonly rung: RungReminderStore,
    private readonly preferences: PreferenceStore,
  ) {}

  async change(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, timezone } = request;
    const count = await this.reminders.cancelAgenda(tx, contactId);
    if (action.off) return { reply: count > 0 ? replies.agendaStopped() : replies.noAgenda() };
    const { when } = action;
    const said = when && DateTime.fromISO(when.start, { zone: timezone });
    const known = await this.preferences.habits(tx, contactId);
    const habits = { ...known, agenda: said && said.hour * 60 + said.minute };
    if (habits.agenda !== known.agenda) await this.preferences.setHabits(tx, contactId, habits);
    const [daily, preview] = [agendaMinute(habits), minuteOfPreview(habits)].map((minute) =>
      minuteToday(request, minute),
    ) as [DateTime, DateTime];
    const next = await this.#add(tx, request, 'agenda', 'FREQ=DAILY', daily);
    await this.#add(tx, request, 'preview', 'FREQ=WEEKLY;BYDAY=SU', preview);
    const startsTomorrow = next !== undefined && next > daily.endOf('day').toJSDate();
    return {
      reply: replies.agendaSet(replies.clockWords(daily), replies.clockWords(preview), startsTomorrow),
    };
  }

  /** After the person changed their morning or quiet hours: what comes at an hour that we chose follows them. */
  async renew(tx: Transaction, request: Request, before: Habits, habits: Habits): Promise<void> {
    const { contactId } = request;
    await this.reminders.hold(tx, contactId);
    const [daily, preview] = await Promise.all([
      this.reminders.nextAgenda(tx, contactId, 'agenda'),
      this.reminders.nextAgenda(tx, contactId, 'preview'),
    ]);
    // Whether the person had named the hour was not always recorded.
    if (daily && minuteOf(daily) === agendaMinute(before))
      await this.#move(tx, request, daily, agendaMinute(habits));
    if (preview) await this.#move(tx, request, preview, minuteOfPreview(habits));
  }

  /** What came today does not come again today. */
  async #move(
    tx: Transaction,
    { contactId, now }: Request,
    { id, series, dueAt }: Reminder,
    minute: number,
  ): Promise<void> {
    if (!series) return;
    const local = (at: Date): DateTime => DateTime.fromJSDate(at, { zone: series.timezone });
    const moved = { ...series, start: atMinute(local(series.start), minute).toJSDate() };
    const dayOfNext = local(dueAt).startOf('day').minus({ milliseconds: 1 });
    const next = nextRing(moved, DateTime.max(local(now), dayOfNext).toJSDate());
    if (next) await this.rung.change(tx, contactId, [id], { dueAt: next, series: moved });
  }

  /** What came today does not come again today. @returns when it comes next */
  async #add(
    tx: Transaction,
    { contactId, now, timezone }: Request,
    kind: 'agenda' | 'preview',
    rule: string,
    start: DateTime,
  ): Promise<Date | undefined> {
    const series = { rule, start: start.toJSDate(), timezone };
    const came = await this.reminders.lastAgendas(tx, [contactId], start.startOf('day').toJSDate());
    const hasCome = came.some((last) => last.kind === kind);
    const dueAt = nextRing(series, hasCome ? start.endOf('day').toJSDate() : now);
    if (dueAt) await this.reminders.add(tx, contactId, { kind, title: '', dueAt, series });
    return dueAt;
  }
}

const agendaMinute = (habits: Habits): number =>
  habits.agenda ?? habits.morning ?? unquiet(usualMinute, habits);

/** We chose the evening, so it is not in quiet hours. */
function minuteOfPreview(habits: Habits): number {
  const quiet = quietOf(habits);
  return !quiet || unquiet(previewMinute, habits) === previewMinute
    ? previewMinute
    : (quiet.from - beforeQuietMinutes + minutesOfDay) % minutesOfDay;
}

function minuteOf({ series }: Reminder): number | undefined {
  const start = series && DateTime.fromJSDate(series.start, { zone: series.timezone });
  return start && start.hour * 60 + start.minute;
}

const minuteToday = ({ now, timezone }: Request, minute: number): DateTime =>
  atMinute(DateTime.fromJSDate(now, { zone: timezone }).startOf('day'), minute);
