import { leadWords } from './event.replies.ts';
import { count, inWords, linesOf, lostTitle, short } from './wording.ts';

interface Range {
  from: string;
  until: string;
}

interface KnownOfPerson {
  kept: { events: number; tasks: number; reminders: number; notes: number };
  city: string;
  isCityCertain: boolean;
  away?: { day: string; city: string };
  morning?: string;
  dayFirst?: boolean;
  weekStart?: string;
  /** In minutes; none: not at all. */
  leadTimes?: number[];
  quiet?: Range;
  agenda?: string;
}

const leads = (minutes: number[]): string => inWords(minutes.map(leadWords));

function keptWords({ events, tasks, reminders, notes }: KnownOfPerson['kept']): string {
  const counts = [
    events > 0 && count(events, 'event'),
    tasks > 0 && count(tasks, 'task'),
    reminders > 0 && count(reminders, 'reminder'),
    notes > 0 && count(notes, 'note'),
  ].filter((words) => words !== false);
  return `I keep ${counts.length > 0 ? inWords(counts) : 'no events, tasks, reminders or notes'} for you.`;
}

/** Answers about how we work for a person, in English. */
export const preferenceReplies = {
  /** @param more.back when they return, and where; `isSame`: it is the one that was taken before */
  zoneSet: (
    city: string,
    time: string,
    more: { isFollowed?: boolean; isSame?: boolean; back?: { day: string; city: string } } = {},
  ) =>
    [
      `You are on ${city} time now: it is ${time}.`,
      more.back && `After ${more.back.day} you are back on ${more.back.city} time.`,
      !more.isSame &&
        (more.isFollowed
          ? 'Your appointments stay at their moment; what repeats goes by local time.'
          : 'Your appointments stay at their moment.'),
    ]
      .filter(Boolean)
      .join(' '),
  /** Once, where the country has several zones. */
  askZone: (city: string) =>
    `I take ${city} time for now. If that is not yours, just tell me your city, state or time zone.`,
  /** What was set by another clock, at its times by the right one. @param more how many are left out */
  zoneStays: (times: { title: string | undefined; time: string }[], more: number) =>
    linesOf(
      'By that clock:',
      ...times.map(({ title, time }) => `• ${short(title ?? lostTitle)}: ${time.replace(/^on /, '')}`),
      more > 0 && `… and ${more} more`,
      `If you meant another time, say for example: move ${short(times[0]?.title ?? 'it', 40)} to 3pm`,
    ),
  morningMissing: () => 'When does your morning begin? For example: my morning is 7:30',
  morningSet: (time: string) => `Your morning begins at ${time} from now on.`,
  dateOrderSet: (isDayFirst: boolean) => `OK, 10/4 is ${isDayFirst ? '10 April' : 'October 4'} from now on.`,
  weekStartSet: (day: string) => `Your weeks begin on ${day} from now on.`,
  usualLeadMissing: () =>
    'How long before your events should I remind you? For example: remind me an hour before everything',
  /** @param minutes none: not at all */
  usualLeadSet: (minutes: number[]) =>
    minutes.length > 0
      ? `I'll remind you ${leads(minutes)} before each event from now on.`
      : 'OK, no more reminders before events, unless you ask for one.',
  quietSet: (quiet?: Range) =>
    quiet
      ? `Quiet hours are from ${quiet.from} to ${quiet.until}. Only what you set for a time in them rings then.`
      : 'OK, no quiet hours: I may write to you at any time.',
  agendaSet: (time: string, preview: string, startsTomorrow: boolean) =>
    `I'll send you your agenda every day at ${time}${startsTomorrow ? ' from tomorrow on' : ''}, unless the day is empty.\nOn Sundays at ${preview} you get a look at the week.`,
  agendaStopped: () => 'OK, I stopped sending you your agenda.',
  noAgenda: () => 'You get no agenda. To get one: send me my agenda every morning at 7',
  /** Outside the time in which a text reaches them. */
  agendaIsThere: () => 'your agenda for today is ready',
  previewIsThere: () => 'your look at the week is ready',
  knownOfPerson: ({ kept, city, isCityCertain, away, ...habits }: KnownOfPerson) =>
    linesOf(
      keptWords(kept),
      `• Time zone: ${city}${isCityCertain ? '' : ', a guess from your phone number'}${away ? ` until ${away.day}, then ${away.city}` : ''}`,
      habits.morning && `• Your morning begins at ${habits.morning}`,
      habits.dayFirst !== undefined && `• 10/4 is ${habits.dayFirst ? '10 April' : 'October 4'}`,
      habits.weekStart && `• Weeks begin on ${habits.weekStart}`,
      habits.leadTimes === undefined
        ? '• Reminders: 15 minutes before each event'
        : habits.leadTimes.length > 0
          ? `• Reminders: ${leads(habits.leadTimes)} before each event`
          : '• Reminders before events: none',
      habits.quiet ? `• Quiet hours: ${habits.quiet.from} to ${habits.quiet.until}` : '• Quiet hours: none',
      habits.agenda ? `• Agenda: every day at ${habits.agenda}` : '• Agenda: not sent',
      'To change one, just say it, for example: quiet hours 11pm to 6am',
    ),
};
