import type { eventReplies as english, Occurrence, Reminders } from '../en/event.replies.ts';
import { bold, count, example, inWords, linesOf, list, lostTitle, quoted, short, soFar } from './wording.ts';

export const eventLine = ({ title, time, place }: Occurrence): string =>
  `• ${time}: ${short(title ?? lostTitle)}${place ? ` (${short(place)})` : ''}`;

/** "1 Tag", "2 Stunden", "10 Minuten" */
export function leadWords(minutes: number): string {
  for (const [one, other, length] of [
    ['Woche', 'Wochen', 10_080],
    ['Tag', 'Tage', 1_440],
    ['Stunde', 'Stunden', 60],
  ] as const) {
    if (minutes >= length && minutes % length === 0) return count(minutes / length, one, other);
  }
  return count(minutes, 'Minute', 'Minuten');
}

export const reminderLines = ({
  leadTimes,
  tooLate,
  rings,
  ringsTooLate,
}: Reminders): (string | false | undefined)[] => [
  leadTimes.length > 0 && `Ich erinnere dich ${inWords(leadTimes.map(leadWords))} vorher.`,
  tooLate.length > 0 &&
    `Um dich ${inWords(tooLate.map(leadWords))} vorher zu erinnern, ist es schon zu spät.`,
  rings && `Ich erinnere dich ${rings}.`,
  ringsTooLate && `Um dich ${ringsTooLate} zu erinnern, ist es schon zu spät.`,
];

const mostOverlaps = 3;

/** "Das überschneidet sich mit Mittagessen (13:00 bis 14:00 Uhr)." */
export function overlapLine(overlaps: Occurrence[]): string | false {
  const shown = overlaps
    .slice(0, mostOverlaps)
    .map(({ title, time }) => `${short(title ?? lostTitle)} (${time})`);
  const more = overlaps.length - shown.length;
  return (
    shown.length > 0 &&
    `Das überschneidet sich mit ${inWords(more > 0 ? [...shown, `${more} weiteren`] : shown)}.`
  );
}

/** Answers about the calendar, in German. */
export const eventReplies: typeof english = {
  eventScheduled: ({ title, time, place, repeats, overlaps = [], takesTime, ...reminders }) =>
    linesOf(
      `Termin ${quoted(short(title ?? lostTitle))} eingetragen für ${time}`,
      place && `Ort: ${short(place)}`,
      repeats && `Wiederholt sich ${repeats}`,
      ...reminderLines(reminders),
      overlapLine(overlaps),
      takesTime &&
        `Wenn er eine Uhrzeit bekommen soll, sag sie einfach, zum Beispiel: ${example('um 11 Uhr', 'at 11am')}`,
    ),
  eventTitleMissing: (time) =>
    time === undefined
      ? `Wie heißt der Termin? Zum Beispiel: ${example('Zahnarzt nächsten Dienstag um 15 Uhr', 'dentist next tuesday at 3pm')}`
      : `Wie heißt der Termin? ${soFar(time)}`,
  eventTimeMissing: (title) =>
    `Wann ist ${bold(short(title))}? Sag mir bitte Tag und Uhrzeit, zum Beispiel: ${example('morgen um 17 Uhr', 'tomorrow at 5pm')}`,
  eventInPast: (title, time) =>
    `Ich habe ${short(title)} nicht eingetragen, denn ${time} ist schon vorbei. Welchen Tag und welche Uhrzeit meinst du?`,
  eventKnown: ({ title, time, ...reminders }) =>
    linesOf(
      `${quoted(short(title ?? lostTitle))} steht schon in deinem Kalender: ${time}`,
      ...reminderLines(reminders),
    ),
  tooFarAway: () => 'Das ist zu weit weg, um es mir zu merken. Welchen Tag meinst du?',
  tooOften: (minutes) => `Das ist mir zu oft: Ich kann dich höchstens alle ${minutes} Minuten erinnern.`,
  noSuchDate: (date) => `${short(date.replace(/^the /i, ''))} gibt es nicht. Welchen Tag meinst du?`,
  whichTime: (times) => `Was davon meinst du: ${short(times)}?`,
  intoNextDay: (times) => `${quoted(short(times))} ginge bis zum nächsten Tag. Von wann bis wann meinst du?`,
  noSuchTime: (time) => `${quoted(short(time))} ist keine Zeit, die ich kenne. Wann meinst du?`,
  allDay: () => 'ganztägig',
  overlapping: (pairs) =>
    list(
      pairs.length === 1
        ? 'Zwei Termine überschneiden sich:'
        : `${pairs.length}-mal überschneiden sich Termine:`,
      pairs.map(([one, other]) => `${eventLine(one)} und ${short(other.title ?? lostTitle)} (${other.time})`),
    ),
  noOverlaps: (time, weeks) =>
    time
      ? `Für ${time} überschneidet sich nichts.`
      : `In den nächsten ${weeks} Wochen überschneidet sich nichts.`,
  noEvents: (time) => (time ? `Für ${time} ist nichts geplant.` : 'Dein Kalender ist leer.'),
  eventList: (time, events) =>
    list(
      time ? `Du hast ${count(events.length, 'Termin', 'Termine')} für ${time}:` : 'Deine nächsten Termine:',
      events.map(eventLine),
    ),
  agenda: (time, { events, reminders, tasks }, longest) => {
    const all = [
      ...events.map(eventLine),
      ...reminders.map(({ title, time: at }) => `• Erinnerung ${at}: ${short(title ?? lostTitle)}`),
      ...tasks.map(
        ({ number, title, isOverdue }) =>
          `• Aufgabe ${number}${isOverdue ? ', überfällig' : ''}: ${short(title ?? lostTitle)}`,
      ),
    ];
    return all.length > 0
      ? list(`Das steht an für ${time}:`, all, longest)
      : `Für ${time} ist nichts geplant.`;
  },
};
