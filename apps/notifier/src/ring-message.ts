import { DateTime } from 'luxon';

import { type DueReminder, type NewOutbound, quietOf } from '#data';
import { inLanguage, replies } from '#replies';
import { isQuiet, type Quiet, quietEnd } from '#understanding/recurrence';
import { type LanguageWish, reminderTemplate, ringChoices } from '#whatsapp';

import { announcedDay } from './usual-ring-of.ts';

/** A reminder that rings a day late confuses; its words reach the person when they write. */
const rightForMs = 24 * 3_600_000;
/** One that rings later than this says when it was due. */
const lateAfterMs = 5 * 60_000;
/** WhatsApp takes no longer text above buttons. */
const longestAboveButtons = 1_024;

/** What a person gets when a reminder or timer rings. @param wish which language the template is in that it becomes outside the window */
export const ringMessage = (due: DueReminder, now: Date, wish?: LanguageWish): NewOutbound =>
  inLanguage(due.language, () => messageOf(due, now, wish));

function messageOf(due: DueReminder, now: Date, wish?: LanguageWish): NewOutbound {
  const { id, contactId, kind } = due;
  const isTimer = kind === 'timer';
  // Put off or moved while it could not be read, it has no words left; WhatsApp takes no template without them.
  const title = isTimer || due.title?.trim() !== '' ? due.title : undefined;
  const notBefore = nextMorning(due, now);
  const readAt = notBefore ?? now;
  const late = lateWords(due, readAt);
  const event = eventWords(due, readAt);
  const body = isTimer ? replies.timerDone(title, late) : replies.reminderDue(title, late, event);
  const choices = ringChoices(id, isTimer ? replies.timerButtons() : replies.reminderButtons());
  const named = isTimer
    ? replies.timerIsDone(title)
    : [title ?? replies.lostReminder(), event].filter(Boolean).join(', ');
  return {
    contactId,
    reminderId: id,
    purpose: 'reminder',
    body,
    // Without them, the words can still be answered by words.
    choices: body.length > longestAboveButtons ? undefined : JSON.stringify(choices),
    fallback: reminderTemplate(named, wish),
    notBefore,
    expiresAt: new Date(now.getTime() + rightForMs),
  };
}

/** When the event is that it announces: "today at 3:00 PM", "tomorrow". */
function eventWords(due: DueReminder, now: Date): string | undefined {
  const at = announcedDay(due);
  if (!at || !due.event) return undefined;
  const today = DateTime.fromJSDate(now, { zone: at.zone }).startOf('day');
  const daysAhead = Math.round(at.startOf('day').diff(today, 'days').days);
  return replies.soonWords({ at, daysAhead, hasYear: false }, due.event.isAllDay);
}

/** One whose time we chose, and that is late, does not ring at night. */
function nextMorning(due: DueReminder, now: Date): Date | undefined {
  const { timezone, habits, dueAt } = due;
  const quiet = quietOf(habits);
  if (!quiet || now.getTime() - dueAt.getTime() <= lateAfterMs || !isTimeOurs(due, quiet)) return undefined;
  const at = DateTime.fromJSDate(now, { zone: timezone });
  return isQuiet(at, quiet) ? quietEnd(at, quiet).toJSDate() : undefined;
}

/** That of a usual reminder, and of a further ring: one that was due in quiet hours is of a reminder that the person wanted then. */
function isTimeOurs({ kind, ring = 0, habits, dueAt, timezone }: DueReminder, quiet: Quiet): boolean {
  if (kind === 'event') return habits?.leadTimes === undefined;
  return ring > 0 && !isQuiet(DateTime.fromJSDate(dueAt, { zone: timezone }), quiet);
}

/** "at 2:00 PM", "on Thu 26 Nov at 2:00 PM"; "25 minutes ago" where the person's zone is not known; undefined when it is on time. */
function lateWords({ dueAt, timezone }: DueReminder, now: Date): string | undefined {
  if (now.getTime() - dueAt.getTime() <= lateAfterMs) return undefined;
  const due = DateTime.fromJSDate(dueAt, { zone: timezone });
  if (timezone === undefined || !due.isValid)
    return (
      DateTime.fromJSDate(dueAt)
        .setLocale(replies.locale())
        .toRelative({ base: DateTime.fromJSDate(now) }) ?? undefined
    );
  return replies.wasDue(due, due.hasSame(DateTime.fromJSDate(now, { zone: due.zone }), 'day'));
}
