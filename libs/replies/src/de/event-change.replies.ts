import type { ChangedEvent, eventChangeReplies as english } from '../en/event-change.replies.ts';
import type { Occurrence } from '../en/event.replies.ts';
import { eventLine, leadWords, overlapLine, reminderLines } from './event.replies.ts';
import { bare, example, inWords, linesOf, list, lostTitle, quoted, short } from './wording.ts';

const named = (title: string | undefined): string => quoted(short(title ?? lostTitle));
const line = ({ title, time }: Occurrence): string => `• ${short(title ?? lostTitle)}: ${time}`;

/** What a change did, the time first. */
function changeWords({ title, newTitle, place, time, isMoved }: ChangedEvent): string {
  if (time !== undefined)
    return `Termin ${named(newTitle ?? title)} ${isMoved ? 'verschoben auf' : 'ist jetzt'} ${time}`;
  if (newTitle !== undefined) return `Termin ${named(title)} heißt jetzt ${named(newTitle)}`;
  return place === undefined
    ? `Termin ${named(title)} geändert`
    : `Termin ${named(title)} hat jetzt den Ort: ${short(place)}`;
}

/** Answers about events that change, and about free time, in German. */
export const eventChangeReplies: typeof english = {
  eventSilenced: (title) => `Gut, keine Erinnerung an ${named(title)}.`,
  lostTitle: () => lostTitle,
  eventChanged: (changed) => {
    const { place, newTitle, time, repeats, tooLate, overlaps } = changed;
    const saysPlace = time === undefined && newTitle === undefined;
    return linesOf(
      changeWords(changed),
      place !== undefined && !saysPlace && `Ort: ${short(place)}`,
      repeats && `Wiederholt sich ${repeats}`,
      ...reminderLines({ leadTimes: [], tooLate }),
      overlapLine(overlaps),
    );
  },
  newNameMissing: (title) => `Wie soll ${named(title)} stattdessen heißen?`,
  eventTimeUnclear: (title) =>
    `Wann soll ${named(title)} sein? Sag mir bitte Tag und Uhrzeit, zum Beispiel: ${example('Freitag um 15 Uhr', 'friday at 3pm')}`,
  eventMovedIntoPast: (title, time) =>
    `Ich habe ${named(title)} nicht verschoben, denn ${time} ist schon vorbei. Wann soll es stattdessen sein?`,
  eventUnknown: (title, near, time) => {
    const none =
      title === undefined
        ? 'Ich habe keinen solchen Termin gefunden'
        : `Ich habe keinen Termin namens ${named(title)} gefunden`;
    const head = time ? `${none}: ${time}.` : `${none}.`;
    return near.length === 0 ? head : list(`${head} Deine nächsten Termine:`, near.map(eventLine));
  },
  oneOrAll: (title, repeats, day) =>
    `Nur am ${day} oder alle? ${named(title)} wiederholt sich ${short(repeats)}.`,
  onlyOn: (day) => `Nur ${day}`,
  allOfThem: () => 'Alle',
  noInvitations: (newTitle) =>
    `Einladungen kann ich nicht verschicken. Um festzuhalten, wer kommt, schreib ${example(`nenn es ${short(newTitle)}`, `rename it to ${short(newTitle)}`)}`,
  eventCancelled: ({ title, time }) => `Termin ${named(title)} abgesagt: ${time}`,
  eventsCancelled: (events) =>
    events[0] && events.length === 1
      ? eventChangeReplies.eventCancelled(events[0])
      : list(`${events.length} Termine abgesagt:`, events.map(line)),
  cancelAll: (events) =>
    events[0] && events.length === 1
      ? `Soll ich ${named(events[0].title)} absagen, ${events[0].time}?`
      : list(`Soll ich diese ${events.length} Termine absagen?`, events.map(line)),
  eventSkipped: (title, times) =>
    times.length === 1
      ? `Termin ${named(title)} nur dieses Mal abgesagt: ${times[0]}`
      : list(
          `Termin ${named(title)} ${times.length}-mal abgesagt:`,
          times.map((time) => `• ${time}`),
        ),
  eventPaused: (title, until, next) =>
    linesOf(`Termin ${named(title)} macht Pause bis ${bare(until)}.`, next && `Das nächste Mal ist ${next}.`),
  eventEnded: (title, time) => `Termin ${named(title)} endgültig abgesagt, ab ${time}`,
  eventNothingBefore: (title) =>
    `${named(title)} findet davor ohnehin nicht statt, also wurde nichts geändert.`,
  eventNothingAfter: (title) =>
    `${named(title)} findet danach ohnehin nicht statt, also wurde nichts geändert.`,
  eventAt: ({ title, time, place }, others) =>
    linesOf(
      `${short(title ?? lostTitle)}: ${time}${place ? ` (${short(place)})` : ''}`,
      others.length > 0 && `Danach ${inWords(others.map((other) => other.time))}`,
    ),
  free: (time, beside) =>
    beside.length === 0
      ? `Ja, du hast Zeit: Für ${time} ist nichts geplant.`
      : list(`Ja, du hast Zeit. Für ${time} steht nur an:`, beside.map(eventLine)),
  notFree: (time, events) => list(`Nein, für ${time} ist schon etwas geplant:`, events.map(eventLine)),
  freeTimes: (minutes, [first = '', ...others]) =>
    others.length === 0
      ? `Du hast Zeit ${first}.`
      : list(
          `Du hast Zeit ${first}. Weitere Zeiten mit mindestens ${leadWords(minutes)}:`,
          others.map((time) => `• ${time}`),
        ),
  noFreeTime: (minutes, time) =>
    `Zwischen 9 und 18 Uhr ist nirgends ${leadWords(minutes)} frei${time ? `: ${time}` : ' in den nächsten 7 Tagen'}.`,
};
