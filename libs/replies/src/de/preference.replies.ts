import type { preferenceReplies as english } from '../en/preference.replies.ts';
import { leadWords } from './event.replies.ts';
import { count, example, inWords, linesOf, lostTitle, short } from './wording.ts';

const leads = (minutes: number[]): string => inWords(minutes.map(leadWords));
const tenOfFour = (isDayFirst: boolean): string =>
  `10/4 ist ${isDayFirst ? 'der 10. April' : 'der 4. Oktober'}`;

/** Answers about how we work for a person, in German. */
export const preferenceReplies: typeof english = {
  zoneSet: (city, time, more) =>
    [
      `Für dich gilt jetzt die Zeit in ${city}: Es ist ${time}.`,
      more?.back && `Das gilt bis ${more.back.day}, danach wieder die Zeit in ${more.back.city}.`,
      !more?.isSame &&
        (more?.isFollowed
          ? 'Der Zeitpunkt deiner Termine bleibt gleich; was sich wiederholt, richtet sich nach der Ortszeit.'
          : 'Der Zeitpunkt deiner Termine bleibt gleich.'),
    ]
      .filter(Boolean)
      .join(' '),
  askZone: (city) =>
    `Ich gehe vorerst von der Zeit in ${city} aus. Wenn das nicht stimmt, nenne mir einfach deine Stadt oder deine Zeitzone.`,
  zoneStays: (times, more) =>
    linesOf(
      'Nach dieser Uhr:',
      ...times.map(({ title, time }) => `• ${short(title ?? lostTitle)}: ${time}`),
      more > 0 && `… und ${more} weitere`,
      `Wenn du eine andere Uhrzeit meintest, sag zum Beispiel: ${example(`verschiebe ${short(times[0]?.title ?? 'das', 40)} auf 15 Uhr`, `move ${short(times[0]?.title ?? 'it', 40)} to 3pm`)}`,
    ),
  morningMissing: () =>
    `Wann beginnt dein Morgen? Zum Beispiel: ${example('mein Morgen beginnt um 7:30 Uhr', 'my morning is 7:30')}`,
  morningSet: (time) => `Dein Morgen beginnt ab jetzt um ${time}.`,
  dateOrderSet: (isDayFirst) => `Gut, ab jetzt gilt: ${tenOfFour(isDayFirst)}.`,
  weekStartSet: (day) => `Deine Woche beginnt ab jetzt am ${day}.`,
  usualLeadMissing: () =>
    `Wie lange vor deinen Terminen soll ich dich erinnern? Zum Beispiel: ${example('erinnere mich immer eine Stunde vorher', 'remind me an hour before everything')}`,
  usualLeadSet: (minutes) =>
    minutes.length > 0
      ? `Ich erinnere dich ab jetzt ${leads(minutes)} vor jedem Termin.`
      : 'Gut, keine Erinnerungen mehr vor Terminen, außer du wünschst dir eine.',
  quietSet: (quiet) =>
    quiet
      ? `Ruhezeit ist von ${quiet.from} bis ${quiet.until}. Dann klingelt nur, was du selbst auf diese Zeit gelegt hast.`
      : 'Gut, keine Ruhezeit: Ich darf dir jederzeit schreiben.',
  agendaSet: (time, preview, startsTomorrow) =>
    `Ich schicke dir ${startsTomorrow ? 'ab morgen ' : ''}jeden Tag um ${time} deine Tagesübersicht, außer wenn nichts ansteht.\nSonntags um ${preview} bekommst du einen Ausblick auf die Woche.`,
  agendaStopped: () => 'Gut, ich schicke dir keine Tagesübersicht mehr.',
  noAgenda: () =>
    `Du bekommst keine Tagesübersicht. Wenn du eine möchtest, sag: ${example('schick mir jeden Morgen um 7 meine Tagesübersicht', 'send me my agenda every morning at 7')}`,
  agendaIsThere: () => 'deine Übersicht für heute ist fertig',
  previewIsThere: () => 'dein Ausblick auf die Woche ist fertig',
  knownOfPerson: ({ kept, city, isCityCertain, away, ...habits }) =>
    linesOf(
      `Für dich habe ich ${inWords([
        count(kept.events, 'Termin', 'Termine'),
        count(kept.tasks, 'Aufgabe', 'Aufgaben'),
        count(kept.reminders, 'Erinnerung', 'Erinnerungen'),
        count(kept.notes, 'Notiz', 'Notizen'),
      ])} gespeichert.`,
      `• Zeitzone: ${city}${isCityCertain ? '' : ', nach deiner Telefonnummer geschätzt'}${away ? `, bis ${away.day}, danach ${away.city}` : ''}`,
      habits.morning && `• Dein Morgen beginnt um ${habits.morning}`,
      habits.dayFirst !== undefined && `• ${tenOfFour(habits.dayFirst)}`,
      habits.weekStart && `• Die Woche beginnt am ${habits.weekStart}`,
      habits.leadTimes === undefined
        ? '• Erinnerungen: 15 Minuten vor jedem Termin'
        : habits.leadTimes.length > 0
          ? `• Erinnerungen: ${leads(habits.leadTimes)} vor jedem Termin`
          : '• Erinnerungen vor Terminen: keine',
      habits.quiet ? `• Ruhezeit: ${habits.quiet.from} bis ${habits.quiet.until}` : '• Ruhezeit: keine',
      habits.agenda ? `• Tagesübersicht: jeden Tag um ${habits.agenda}` : '• Tagesübersicht: keine',
      `Um etwas zu ändern, sag es einfach, zum Beispiel: ${example('Ruhezeit von 23 bis 6 Uhr', 'quiet hours 11pm to 6am')}`,
    ),
};
