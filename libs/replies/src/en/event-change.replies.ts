import { eventLine, leadWords, type Occurrence, overlapLine, reminderLines } from './event.replies.ts';
import { inWords, linesOf, list, lostTitle, short } from './wording.ts';

export interface ChangedEvent {
  /** As it was called. */
  title: string;
  newTitle?: string;
  place?: string;
  /** Where that changed. */
  time?: string;
  /** It begins at another time; otherwise only its length changed. */
  isMoved: boolean;
  repeats?: string;
  overlaps: Occurrence[];
  tooLate: number[];
}

const named = (title: string | undefined): string => `'${short(title ?? lostTitle)}'`;
const line = ({ title, time }: Occurrence): string => `• ${short(title ?? lostTitle)}: ${time}`;

/** What a change did, the time first. */
function changeWords({ title, newTitle, place, time, isMoved }: ChangedEvent): string {
  if (time !== undefined)
    return `Event ${named(newTitle ?? title)} ${isMoved ? 'moved to' : 'is now'} ${time}`;
  if (newTitle !== undefined) return `Event ${named(title)} is called ${named(newTitle)} now`;
  return place === undefined
    ? `Event ${named(title)} changed`
    : `Event ${named(title)} is at ${short(place)} now`;
}

/** Answers about events that change, and about free time, in English. */
export const eventChangeReplies = {
  /** Its event stays. */
  eventSilenced: (title: string | undefined) => `OK, no reminder for '${short(title ?? lostTitle)}'.`,
  lostTitle: () => lostTitle,
  eventChanged: (changed: ChangedEvent) => {
    const { place, newTitle, time, repeats, tooLate, overlaps } = changed;
    const saysPlace = time === undefined && newTitle === undefined;
    return linesOf(
      changeWords(changed),
      place !== undefined && !saysPlace && `Place: ${short(place)}`,
      repeats && `Repeats ${repeats}`,
      ...reminderLines({ leadTimes: [], tooLate }),
      overlapLine(overlaps),
    );
  },
  /** Of an event, a task or a reminder. */
  newNameMissing: (title: string | undefined) => `What should I call ${named(title)} instead?`,
  eventTimeUnclear: (title: string) =>
    `When should ${named(title)} be? Please say the day and the time, for example: friday at 3pm`,
  eventMovedIntoPast: (title: string, time: string) =>
    `I did not move ${named(title)}, because ${time} is over. When should it be instead?`,
  eventUnknown: (title: string | undefined, near: Occurrence[], time?: string) => {
    const none = title === undefined ? 'I found no such event' : `I found no event called ${named(title)}`;
    const head = `${none}${time ? ` for ${time}` : ' in your calendar'}.`;
    return near.length === 0 ? head : list(`${head} Your next events:`, near.map(eventLine));
  },
  /** @param repeats "every Tuesday" @param day "Tue 1 Dec" */
  oneOrAll: (title: string, repeats: string, day: string) =>
    `Only ${day}, or all of them? ${named(title)} repeats ${short(repeats)}.`,
  onlyOn: (day: string) => `Only ${day}`,
  allOfThem: () => 'All of them',
  /** @param newTitle what the event can be called instead */
  noInvitations: (newTitle: string) =>
    `I cannot send invitations. To note who comes, say: rename it to ${short(newTitle)}`,
  eventCancelled: ({ title, time }: Occurrence) => `Event ${named(title)} cancelled: ${time}`,
  eventsCancelled: (events: Occurrence[]) =>
    events[0] && events.length === 1
      ? eventChangeReplies.eventCancelled(events[0])
      : list(`${events.length} events cancelled:`, events.map(line)),
  cancelAll: (events: Occurrence[]) =>
    events[0] && events.length === 1
      ? `Shall I cancel ${named(events[0].title)}, ${events[0].time}?`
      : list(`Shall I cancel these ${events.length} events?`, events.map(line)),
  eventSkipped: (title: string | undefined, times: string[]) =>
    times.length === 1
      ? `Event ${named(title)} cancelled only this time: ${times[0]}`
      : list(
          `Event ${named(title)} cancelled ${times.length} times:`,
          times.map((time) => `• ${time}`),
        ),
  /** @param until "March 2027". @param next when it takes place again, if it does */
  eventPaused: (title: string | undefined, until: string, next: string | undefined) =>
    linesOf(`Event ${named(title)} is paused until ${until}.`, next && `The next time is ${next}.`),
  /** @param time of the first one that does not take place any more */
  eventEnded: (title: string | undefined, time: string) =>
    `Event ${named(title)} cancelled for good, from ${time} on`,
  eventNothingBefore: (title: string | undefined) =>
    `${named(title)} does not take place before that anyway, so nothing was changed.`,
  eventNothingAfter: (title: string | undefined) =>
    `${named(title)} does not take place after that anyway, so nothing was changed.`,
  /** One event that was asked for, with its further times. */
  eventAt: ({ title, time, place }: Occurrence, others: Occurrence[]) =>
    linesOf(
      `${short(title ?? lostTitle)}: ${time}${place ? ` (${short(place)})` : ''}`,
      others.length > 0 && `Then ${inWords(others.map((other) => other.time))}`,
    ),
  /** @param beside all-day events, which take nobody's time */
  free: (time: string, beside: Occurrence[]) =>
    beside.length === 0
      ? `Yes, you are free: nothing is planned for ${time}.`
      : list(`Yes, you are free. For ${time} there is only:`, beside.map(eventLine)),
  notFree: (time: string, events: Occurrence[]) =>
    list(`No, something is planned for ${time}:`, events.map(eventLine)),
  freeTimes: (minutes: number, [first = '', ...others]: string[]) =>
    others.length === 0
      ? `You are free ${first}.`
      : list(
          `You are free ${first}. Other times of at least ${leadWords(minutes)}:`,
          others.map((time) => `• ${time}`),
        ),
  noFreeTime: (minutes: number, time?: string) =>
    `You have no ${leadWords(minutes)} free between 9 AM and 6 PM${time ? `: ${time}` : ' within the next 7 days'}.`,
};
