import { DateTime } from 'luxon';

import type { DueReminder, NewOutbound } from '#data';
import { inLanguage, replies } from '#replies';
import { type LanguageWish, reminderTemplate, ringChoices } from '#whatsapp';

import { lateAfterMs, quietUntil } from './quiet-until.ts';
import { announcedDay } from './usual-ring-of.ts';

/** A reminder that rings a day late confuses; its words reach the person when they write. */
const rightForMs = 24 * 3_600_000;
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
  const notBefore = quietUntil(due, now);
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
