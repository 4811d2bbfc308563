import { DateTime } from 'luxon';

import { findWhen } from '../dates/find-when.ts';
import type { When } from '../meaning.ts';
import type { Found } from './found.ts';
import { type Sentence, withoutPoliteness } from './sentence.ts';
import { titleOf, without } from './title.ts';

const ASKS =
  /^(?:what|which|how many|do i|did i|have i|is|are|any|show|list|read|tell|give|check|view|open|get(?! rid)|go (?:through|over)|hear|see|my)\b/i;
const REMINDERS =
  /\b(?:reminders\b|reminder list\b|(?:be|get|being) reminded\b|ask(?:ed)? you to remind me\b)/i;
const REMINDERS_ONLY = /^(?:pending )?reminders?$/i;

const REQUEST = new RegExp(
  `\\b(?:${[
    '(?:i (?:need|want) (?:you )?to )?remind me',
    "(?:don't|dont|do not) let me forget",
    '(?:alert|notify|ping|nudge) me',
    '(?:i need to )?(?:set(?: up)?|create|make|add|schedule|give|new|i need|i want)(?: me)?' +
      '(?: (?:a|an|another|one|new)){0,2} reminder(?: up)?(?: for me)?',
    'tell me(?= (?:tomorrow|tonight|(?:on|next) [a-z]+day|at \\d\\S*|in \\d+ \\w+) to )',
  ].join('|')})\\b`,
  'i',
);
const RECURRING = /\b(?:every|each|daily|weekly|monthly|yearly|weekdays)\b/i;
const LABEL = /^reminder(?::| to\b| for\b)/i;

/** "what reminders do I have" */
export function listReminders({ command, now }: Sentence): Found | undefined {
  const asked = REMINDERS_ONLY.test(command) || (ASKS.test(command) && REMINDERS.test(command));
  if (!asked) return undefined;
  return { intent: 'list_reminders', confidence: 0.9, when: findWhen(command, now)?.when };
}

/** "remind me to call mom tomorrow at 5pm", "in 2 hours remind me to check the oven" */
export function createReminder({ command, now }: Sentence): Found | undefined {
  const request = REQUEST.exec(command) ?? LABEL.exec(command);
  if (!request) return undefined;

  // Only a time may precede the request: "tomorrow at 9 remind me", but not "did I ask you to remind me".
  const before = withoutPoliteness(command.slice(0, request.index));
  const early = findWhen(before, now);
  if (before && (!early || titleOf(without(early.spans, before)))) return undefined;

  const after = command.slice(request.index + request[0].length).trim();
  if (/^(?:what|who|how|where|why|which)\b/i.test(after)) return undefined;

  const words = `${before} ${after}`.trim();
  const found = findWhen(words, now);
  // A past time is a misreading: "10 minutes before the meeting" counts from a moment we do not know.
  const due = found?.when && !isOver(found.when, now) ? found : undefined;
  const title = titleOf(due ? without(due.spans, words) : words);
  return {
    intent: 'create_reminder',
    confidence: title ? 0.95 : 0.85,
    title,
    when: due?.when,
    ...(RECURRING.test(command) && { recurrence: { rule: '' } }),
  };
}

function isOver({ start, grain }: When, now: DateTime): boolean {
  return DateTime.fromISO(start, { zone: now.zone }).endOf(grain) < now;
}
