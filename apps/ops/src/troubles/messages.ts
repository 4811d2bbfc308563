import { neededTemplateNames } from '#whatsapp';

import { isAboutAccount } from './account.ts';
import { ageWords, counted, type Seen, type Trouble } from './trouble.ts';

const dayMs = 24 * 3_600_000;
const lateAfterMs = 60_000;
/** As in the alert `WordsOverdue` and in `handsfree doctor`. */
const overdueAfterSeconds = 86_400;
/** These templates can be sent, or are just being looked at. */
const fine = new Set([null, 'APPROVED', 'PENDING', 'IN_APPEAL', 'ARCHIVED', 'DELETED']);

/** What the database says of messages, templates and notices. */
export function messageTroubles({ now, database }: Seen): Trouble[] {
  if (!database) return [];
  const { standing, templates, notices, wordsOverdueSeconds } = database;
  const found: Trouble[] = [];
  if (standing.dead > 0) {
    found.push({
      id: 'dead-letters',
      severity: 'warning',
      cause: 'us',
      title: `${counted(standing.dead, 'message', 'messages', standing.atLeast.dead)} failed for good`,
      effect: 'Their people got nothing, or were told that it failed.',
      press: 'Read why, mend that, then replay them; dismiss those about which nothing can be done.',
      link: '/dead-letters',
      since: standing.deadSince ?? undefined,
    });
  }
  for (const { name, language, status } of templates) {
    if (fine.has(status) || !neededTemplateNames.includes(name)) continue;
    found.push({
      id: `template-${name}-${language}`,
      severity: 'warning',
      cause: 'meta',
      title: `The template ${name} (${language}) is ${status?.toLowerCase()}`,
      effect: 'People who have not written for 24 hours are not reached with it.',
      press:
        'See why in WhatsApp Manager, or with `npm run handsfree -- templates sync`; mend it and submit it again.',
    });
  }
  if (wordsOverdueSeconds > overdueAfterSeconds) {
    found.push({
      id: 'words-overdue',
      severity: 'warning',
      cause: 'us',
      title: `What people wrote should have been removed ${ageWords(wordsOverdueSeconds)} ago`,
      effect: 'Nobody notices; it is a promise (`RETENTION_DAYS`).',
      press:
        'Intent removes thousands of messages a second. Where this time does not go down within minutes, its log says why: look for `RetentionSweep`.',
    });
  }
  const urgent = notices.filter(
    ({ at, field, needsPerson }) =>
      needsPerson && !isAboutAccount(field) && now.getTime() - at.getTime() < dayMs,
  );
  for (const { field, event, about, at } of urgent.slice(0, 3)) {
    found.push({
      id: `notice-${field}-${event}-${at.getTime()}`,
      severity: 'warning',
      cause: field === 'support' ? 'us' : 'meta',
      title:
        field === 'support'
          ? 'A person wants to talk to somebody'
          : `WhatsApp says: ${event} ${about}`.trim(),
      press: 'Read it with `npm run handsfree -- notices`. It stays here for a day.',
      since: at,
    });
  }
  return found;
}

/** People wait, and nothing above says why. */
export function unexplainedWait({ now, database }: Seen): Trouble[] {
  const { peopleLate = 0, waitingSince } = database?.standing ?? {};
  if (peopleLate === 0 || !waitingSince) return [];
  const ms = now.getTime() - waitingSince.getTime();
  if (ms < lateAfterMs) return [];
  return [
    {
      id: 'late',
      severity: 'warning',
      cause: 'us',
      title: `Answers are late: the first person has waited for ${ageWords(ms / 1_000)}`,
      press:
        'Follow one of them with `npm run handsfree -- trace`; look at the limits and the logs of intent and notifier.',
      since: waitingSince,
    },
  ];
}
