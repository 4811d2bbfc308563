import type { ZonedPlace } from './places/zoned-places.ts';

/** The intents a person can have. What nobody recognises is `out_of_scope`. */
export const intents = [
  'create_event',
  'list_events',
  'update_event',
  'cancel_event',
  'find_time',
  'create_task',
  'list_tasks',
  'update_task',
  'complete_task',
  'reopen_task',
  'delete_task',
  'create_reminder',
  'list_reminders',
  'update_reminder',
  'snooze_reminder',
  'cancel_reminder',
  'create_timer',
  'list_timers',
  'update_timer',
  'cancel_timer',
  'remember',
  'recall',
  'forget',
  'agenda',
  'missed',
  'set_timezone',
  'set_preference',
  'list_preferences',
  'send_calendar',
  'greeting',
  'help',
  'thanks',
  'undo',
  'confirm',
  'deny',
  'stop',
  'start',
  'export_data',
  'erase_data',
  'out_of_scope',
] as const;
export type Intent = (typeof intents)[number];

/** A moment or a period. `start` and the exclusive `end` are ISO 8601 with the zone's offset. */
export interface When {
  start: string;
  end?: string;
  /** Precision: "tomorrow" is a day, "tomorrow at 5pm" an hour, "in 20 minutes" a minute. */
  grain: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
}

/** "every other tuesday until june". The action's `when` is the first time. */
export interface Recurrence {
  /** An RFC 5545 rule without `DTSTART`, in the person's zone: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU". */
  rule: string;
  /** It falls on the last day of a month that has no such day, and the answer says so. */
  endOfShortMonths?: boolean;
}

/** What was said for a date or time and is none, "30 February", "25:00": to be pointed out or asked about, never moved. */
export interface NoSuchDate {
  words: string;
  /** It is a time of day or a length, "10:75", "every 0 days", and no day. */
  isTime?: boolean;
  /** Each of it exists, but only one can be meant: "friday or saturday". */
  isChoice?: boolean;
  /** Its times exist, but the second is hardly meant to be on the next day: "5pm to 3pm". */
  isIntoNextDay?: boolean;
}

/** What a person can choose about how we work for them. */
export const preferences = [
  /** When "in the morning" begins: the time of day of `when`. */
  'morning',
  /** "10/4" is 10 April, or 4 October. */
  'day_first',
  'month_first',
  /** Weeks begin on the weekday of `when`. */
  'week_start',
  /** How long before events to remind: `leadTimes`. */
  'event_reminders',
  /** From `when` until its end; only one of them may be known: `newEnd` alone says until when. */
  'quiet_hours',
  /** What the day holds is sent every day at the time of `when`. */
  'agenda',
] as const;
/** What help can be had about. */
export const helpTopics = ['calendar', 'reminders', 'tasks', 'timers', 'notes', 'undo', 'settings'] as const;
export type HelpTopic = (typeof helpTopics)[number];

/** When to remind of an event by the clock, on its day or so many days before: `{ days: 1, minute: 1080 }` for "the evening before". */
export interface LeadDay {
  days: number;
  /** Of that day. */
  minute: number;
}

/** One thing that a person wants. */
export interface Action {
  intent: Intent;
  /** Confidence, 0 to 1; 0 for `out_of_scope`. */
  confidence: number;
  /** The person's words that it is based on. */
  words: string;
  /** What the task, reminder or event is called: "call mom". Of one that exists, the words it is named by. */
  title?: string;
  /** A changed name: "stretching" in "rename yoga to stretching". */
  newTitle?: string;
  /** Name of the list, "shopping"; absent for the usual one. */
  list?: string;
  /** The task's number in the list: 2 in "task 2 done". */
  number?: number;
  /**
   * Which of those that were told last, by their places in that list: [2] in "the second one", [1, 2] in "the first two", [-1] in "the last
   * one".
   */
  places?: number[];
  /** It means all of them: "delete everything on my list", "what lists do I have". */
  all?: boolean;
  place?: string;
  /** Of `set_timezone`: where `place` may be, the likeliest first; none where it is not known. Absent while nobody has looked. */
  zones?: ZonedPlace[];
  /** What an event from a calendar file is known by there, whoever sends the file, and however often. */
  uid?: string;
  /** How long before the event to remind, in minutes: [10] in "10 minutes before"; none in "no reminder". */
  leadTimes?: number[];
  /** The same by the clock: "the evening before". */
  leadDays?: LeadDay[];
  /** Of a reminder with such times: what it is to be before, where that is not what to be reminded of. */
  before?: string;
  recurrence?: Recurrence;
  /** Of `set_preference`: what is chosen. */
  preference?: (typeof preferences)[number];
  /** It is not wanted: "no quiet hours", "stop the agenda". */
  off?: boolean;
  /** Of a reminder: it rings again and again until the person says that it is done. */
  untilDone?: boolean;
  /** Of a reminder: so many minutes after the person says that it is done, it rings again. */
  afterDone?: number;
  /** When it is to be; of a change, the new time. */
  when?: When;
  /** The time by which something that exists is named: 3 o'clock in "shift my 3 o'clock to 4". */
  currentWhen?: When;
  /** Until when an event is to last now: "extend it until 5". */
  newEnd?: When;
  /**
   * Of a change to "five": only a time of day was said, and `when` or `newEnd` is its next one. `either_half`: neither a.m. nor p.m. `minute`:
   * of "a quarter past" the hour neither.
   */
  timeOnly?: 'exact' | 'either_half' | 'minute';
  /** By so many minutes an event is to begin later, or last longer; negative: earlier, shorter. */
  laterBy?: number;
  longerBy?: number;
  /** Of a change: the event takes the whole day now. */
  allDay?: boolean;
  /** How long something is to last, in minutes: "find me an hour". */
  length?: number;
  /**
   * Which times of an event that repeats: the one that `currentWhen` or else `when` names, or the next one; that one and all after it; or all
   * before that time. Of a question: only the next event.
   */
  part?: 'one' | 'following' | 'until';
  /** It asks whether that time is free, to be answered with yes or no. */
  asksFree?: boolean;
  /** It asks which events overlap. */
  asksOverlaps?: boolean;
  /** Of a time zone: that the person will be there later. */
  isAhead?: true;
  /** Of a preference: BCP 47 tag of the language in which we are to speak. */
  language?: string;
  noSuchDate?: NoSuchDate;
  /** Of `remember`: the picture that is to be kept, by where WhatsApp has it. */
  picture?: { id: string; mimeType?: string; sha256?: string };
  /** Of `help`: what it is to be about. */
  topic?: HelpTopic;
  /** Of `help`: the person wants to talk to a human. */
  wantsPerson?: boolean;
  /** Of `missed`: it asks whether we reminded them, of `title` where it says so. */
  asksReminded?: boolean;
  /** Of `out_of_scope`: it asks about the world, and not for anything that we do. */
  isGeneralQuestion?: boolean;
  /** Of `out_of_scope`: it is not in English, the only language that is understood without a language model. */
  isOtherLanguage?: boolean;
  /** Of a general question: the answer, where the operator allows such. */
  answer?: string;
}

/** What a person said, as the things to do in their order; at least one. */
export interface Meaning {
  actions: [Action, ...Action[]];
  /** BCP 47 tag of the language in which it was said, where that is told for sure. */
  language?: string;
}

/** A sentence with what "now" and "here" mean to the person who said it. */
export interface UnderstandRequest {
  text: string;
  /** When it was said. */
  reference: Date;
  /** The person's IANA zone, "Europe/Berlin". */
  timezone: string;
  /** "10/4" is 10 April; the default is month first. */
  dayFirst?: boolean;
  /** When the person's mornings begin, in minutes of the day; by default at 8:00. */
  morning?: number;
  /** The day on which their weeks begin, 1 for Monday, the default, to 7 for Sunday. */
  weekStart?: number;
  /** BCP 47 tag of the language in which a general question is answered; absent: that of the message. */
  answerIn?: string;
  /** Opaque key of the person, by which slow calls are counted. */
  person?: string;
  /** The last exchanges with this person, oldest first. */
  history?: () => { said?: string; saidAt?: Date; answered?: string }[];
}
