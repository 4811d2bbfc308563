import { DateTime } from 'luxon';

import type { DueReminder, NewOutbound } from '#data';
import { inLanguage, replies } from '#replies';
import { reminderTemplate, ringChoices } from '#whatsapp';

/** A reminder that rings a day late confuses; its words reach the person when they write. */
const rightForMs = 24 * 3_600_000;
/** One that rings later than this says when it was due. */
const lateAfterMs = 5 * 60_000;
/** WhatsApp takes no longer text above buttons. */
const longestAboveButtons = 1_024;

/** What a person gets when a reminder or timer rings. */
export const ringMessage = (due: DueReminder, now: Date): NewOutbound =>
  inLanguage(due.language, () => messageOf(due, now));

function messageOf(due: DueReminder, now: Date): NewOutbound {
  const { id, contactId, kind, title } = due;
  const isTimer = kind === 'timer';
  const late = lateWords(due, now);
  const body = isTimer ? replies.timerDone(title, late) : replies.reminderDue(title, late);
  const choices = ringChoices(id, isTimer ? replies.timerButtons() : replies.reminderButtons());
  const named = isTimer ? replies.timerIsDone(title) : (title ?? replies.lostReminder());
  return {
    contactId,
    reminderId: id,
    purpose: 'reminder',
    body,
    // Without them, the words can still be answered by words.
    choices: body.length > longestAboveButtons ? undefined : JSON.stringify(choices),
    fallback: reminderTemplate(named),
    expiresAt: new Date(now.getTime() + rightForMs),
  };
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
