import { z } from 'zod';

import { helpTopics, type Intent, intents, preferences } from '../meaning.ts';
import { localWhenSchema } from './local-when.ts';
import { isRecurrenceRule } from './recurrence-rule.ts';

const longestText = 1_000;
const text = z.string().trim().min(1).max(longestText);
const mostActions = 20;
/** What may come of a file: nothing in it can change or delete what a person has. */
const intentsOfFiles = [
  'create_event',
  'create_task',
  'create_reminder',
  'remember',
] as const satisfies Intent[];
const minutesOfYear = 366 * 24 * 60;
const minutes = z.int().min(-minutesOfYear).max(minutesOfYear);

const languageTag = z.string().regex(/^[a-z]{2,3}(?:-[\w-]{2,20})?$/i);
const spoken = languageTag
  .optional()
  .describe('BCP 47 code of the language of the message; absent where its words belong to many, as in "ok"');

/** In the order in which the model should think: the words, what they mean, the details. */
const actionSchema = z.object({
  words: text.describe("the person's own words for this one action"),
  intent: z.enum(intents),
  confidence: z.number().min(0).max(1).describe('0 to 1, how sure you are'),
  title: text
    .optional()
    .describe(
      'what the task, reminder or event is called, without its time; for an existing one the words it is named by',
    ),
  newTitle: text.optional().describe('the new name when something is renamed'),
  list: text.optional().describe('name of the list, only if one was named: "shopping"'),
  number: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('number of the task in the list: 2 in "task 2 done"'),
  places: z
    .array(
      z
        .int()
        .min(-50)
        .max(50)
        .refine((place) => place !== 0),
    )
    .min(1)
    .max(20)
    .optional()
    .describe(
      'places in the list that was told last: [2] in "the second one", [1, 2] in "the first two", [-1] in "the last one", in any language; then no title',
    ),
  all: z.boolean().optional().describe('true when all of them are meant'),
  place: text.optional(),
  leadTimes: z
    .array(z.int().min(0).max(minutesOfYear))
    .max(10)
    .optional()
    .describe('minutes before the event at which to remind, only if said; [] where no reminder is wanted'),
  leadDays: z
    .array(z.object({ days: z.int().min(0).max(366), minute: z.int().min(0).max(1_439) }))
    .max(10)
    .optional()
    .describe(
      'the same by the clock: days before that of the event, and the minute of that day; [{"days": 1, "minute": 1080}] in "the evening before"',
    ),
  untilDone: z
    .boolean()
    .optional()
    .describe('of create_reminder: true when it is to come again and again until the person has done it'),
  afterDone: z
    .int()
    .min(1)
    .max(minutesOfYear)
    .optional()
    .describe(
      'of create_reminder: minutes from when it was done until it is to come again, 4320 in "water the plants 3 days after I did it"; then no recurrenceRule',
    ),
  recurrenceRule: z
    .string()
    .refine(isRecurrenceRule)
    .optional()
    .describe('RFC 5545 rule without DTSTART and without "RRULE:", in local time: FREQ=WEEKLY;BYDAY=MO'),
  preference: z
    .enum(preferences)
    .optional()
    .describe(
      'of set_preference: morning (it begins at when), week_start (on the weekday of when), event_reminders (leadTimes before every event), quiet_hours (from when.start until when.end), agenda (sent daily at when)',
    ),
  off: z.boolean().optional().describe('of set_preference: true when it is not wanted any more'),
  when: localWhenSchema
    .optional()
    .describe('when it is to be; of a change, the new time; of a recurrence, the first time'),
  currentWhen: localWhenSchema
    .optional()
    .describe('the time by which something that exists is named: 3 o\'clock in "shift my 3 o\'clock to 4"'),
  newEnd: localWhenSchema.optional().describe('until when an event is to last now: "extend it until 5"'),
  timeOnly: z
    .enum(['exact', 'either_half'])
    .optional()
    .describe(
      'of a change to a time of day without a day: exact, or either_half when neither am nor pm was said',
    ),
  laterBy: minutes.optional().describe('an event begins so many minutes later; negative: earlier'),
  longerBy: minutes.optional().describe('an event lasts so many minutes longer; negative: shorter'),
  length: minutes
    .optional()
    .describe('minutes that an event is to last or a free time must have: 60 in "find me an hour"'),
  allDay: z.boolean().optional().describe('of update_event: true when it is to take the whole day'),
  part: z
    .enum(['one', 'following', 'until'])
    .optional()
    .describe(
      'of an event that repeats, only if said: only one time ("skip the next yoga"), that and all later ones ("from december on"), all before when ("pause until january")',
    ),
  asksFree: z.boolean().optional().describe('of list_events: it asks whether that time is free'),
  asksOverlaps: z.boolean().optional().describe('of list_events: it asks which events overlap'),
  noSuchDate: text
    .optional()
    .describe('words of a date that does not exist, such as "30 February"; then no when'),
  language: languageTag
    .optional()
    .describe('of set_preference: BCP 47 code of the language that the assistant is to speak'),
  topic: z.enum(helpTopics).optional().describe('of help: what it is to be about, only if said'),
  wantsPerson: z.boolean().optional().describe('of help: true when they want to talk to a human'),
  asksReminded: z
    .boolean()
    .optional()
    .describe('of missed: true when it asks whether a reminder came: "did you remind me to call mom?"'),
  isGeneralQuestion: z
    .boolean()
    .optional()
    .describe('of out_of_scope: a question about the world, or a text that somebody is to write'),
});

/** What a sentence means, as the model answers it. */
export const meaningSchema = z.object({
  actions: z.array(actionSchema).min(1).max(mostActions),
  language: spoken,
});

/** The same, where the model may answer general questions. */
export const answeringSchema = z.object({
  actions: z
    .array(
      actionSchema.extend({
        answer: text
          .optional()
          .describe(
            'of a general question only: the answer, at most three short sentences, plain text, in the language `answer_in` or else that of the message',
          ),
      }),
    )
    .min(1)
    .max(mostActions),
  language: spoken,
});

/** What to do because of a file; often nothing. */
export const fileActionsSchema = z
  .array(actionSchema.extend({ intent: z.enum(intentsOfFiles) }))
  .max(mostActions)
  .optional();

export type MeaningAnswer = z.infer<typeof answeringSchema>;
