import type { conversationReplies as english } from '../en/conversation.replies.ts';
import { helpReplies } from './help.replies.ts';
import {
  example,
  list,
  longestMessage,
  longestQuote,
  longestTitle,
  lostTitle,
  quoted,
  short,
} from './wording.ts';

function inMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? 'einer Minute' : `${minutes} Minuten`;
}

function inHours(ms: number): string {
  const hours = Math.ceil(ms / 3_600_000);
  return hours === 1 ? 'einer Stunde' : `${hours} Stunden`;
}

const quoteOf = (words: string | undefined): string =>
  words === undefined ? lostTitle : quoted(short(words, longestTitle));
const quoteLine = (words: string | undefined): string => `• ${quoteOf(words)}`;

/** What is said about the conversation itself, in German. */
export const conversationReplies: typeof english = {
  greeting: () => 'Hallo! Was kann ich für dich tun? Sag „Hilfe“, um mehr zu hören.',
  thanks: () => 'Gern geschehen!',
  notUnderstood: () => `Das habe ich nicht verstanden. ${helpReplies.help()}`,
  notUnderstoodAgain: () => 'Das habe ich nicht verstanden. Sag „Hilfe“, um zu hören, was ich kann.',
  partNotUnderstood: (words: string) =>
    `Diesen Teil habe ich nicht verstanden: ${quoted(short(words, longestTitle))}`,
  generalQuestion: () => `Allgemeine Fragen kann ich leider nicht beantworten. ${helpReplies.help()}`,
  generalQuestionAgain: () =>
    'Allgemeine Fragen kann ich leider nicht beantworten. Sag „Hilfe“, um zu hören, was ich kann.',
  partGeneral: (words: string) =>
    `Allgemeine Fragen kann ich leider nicht beantworten: ${quoted(short(words, longestTitle))}`,
  notYet: () => 'Ich habe verstanden, dass du eine Einstellung ändern willst, aber das kann ich noch nicht.',
  askFirst: (plans) =>
    plans.length === 1
      ? `Soll ich ${plans[0]}?`
      : list(
          'Soll ich das alles tun?',
          plans.map((plan) => `• ${plan}`),
        ),
  heard: (reply, words) =>
    conversationReplies.withNote(reply, `Du hast gesagt: ${quoted(short(words, longestTitle))}`),
  lastForNow: (reply, ms, longest) =>
    conversationReplies.withNote(
      reply,
      `Mehr darf ich in einer Stunde nicht schreiben. Was du mir aufträgst, erledige ich trotzdem; meine nächste Antwort kommt in ${inMinutes(ms)}.`,
      longest ?? longestMessage,
    ),
  lastForToday: (reply, ms, longest) =>
    conversationReplies.withNote(
      reply,
      `Mehr darf ich dir an einem Tag nicht von mir aus schicken. Was jetzt noch anfällt, bekommst du gesammelt in ${inHours(ms)}.`,
      longest ?? longestMessage,
    ),
  leftOut: (number) =>
    number === 1
      ? 'Ich hatte eine Nachricht für dich, die inzwischen überholt ist. Ich habe sie weggelassen.'
      : `Ich hatte ${number} Nachrichten für dich, die inzwischen überholt sind. Ich habe sie weggelassen.`,
  notDelivered: (messages, longest) =>
    messages.length === 1
      ? `Eine Nachricht von mir konnte nicht zugestellt werden: ${quoteOf(messages[0])}`
      : list('Einige Nachrichten von mir konnten nicht zugestellt werden:', messages.map(quoteLine), longest),
  mayNotHaveArrived: (messages, longest) =>
    messages.length === 1
      ? `Eine Nachricht von mir ist vielleicht nicht angekommen: ${quoteOf(messages[0])}`
      : list(
          'Einige Nachrichten von mir sind vielleicht nicht angekommen:',
          messages.map(quoteLine),
          longest,
        ),
  nothingElseWaits: () => 'Sonst wartet nichts auf dich.',
  yes: () => 'Ja',
  no: () => 'Nein',
  undoButton: () => 'Rückgängig',
  choose: () => 'Auswählen',
  questionClosed: () =>
    'Diese Frage hat sich inzwischen erledigt. Sag mir bitte noch einmal, was du möchtest.',
  leftAsItWas: () => 'Gut, ich habe alles so gelassen, wie es war.',
  nothingToLeave: () => 'Gut. Es wurde nichts geändert.',
  acknowledged: () => 'Alles klar!',
  nothingAsked: () =>
    'Ich warte gerade auf kein Ja, deshalb wurde nichts geändert. Was soll ich für dich tun?',
  undone: (words) =>
    words === undefined
      ? 'Rückgängig gemacht: Alles ist wieder wie vorher.'
      : `Rückgängig gemacht: ${quoted(short(words, longestTitle))}`,
  doneToday: (words) =>
    words.length === 0
      ? 'Heute habe ich noch nichts für dich geändert.'
      : list('Das habe ich heute für dich getan:', words.map(quoteLine)),
  doneLongAgo: () =>
    `Was ich getan habe, weiß ich nur einen Tag lang. Frag mich: ${example('was hast du heute für mich getan?', 'what did you do for me today?')}`,
  nothingToUndo: () =>
    'Es gibt nichts rückgängig zu machen: In den letzten zehn Minuten wurde nichts geändert.',
  changedSince: () =>
    'Das wurde seitdem noch einmal geändert, also habe ich es so gelassen. Mach erst die spätere Änderung rückgängig.',
  rungSince: () => 'Diese Erinnerung kam inzwischen schon, also habe ich sie so gelassen.',
  whichOne: (options) =>
    list(
      'Was davon meinst du?',
      options.map((option, at) => `${at + 1}. ${option}`),
    ),
  gotWrong: () =>
    'Tut mir leid, da habe ich dich falsch verstanden. Sag mir bitte mit anderen Worten, was du möchtest.',
  noProblem: () => 'Kein Problem.',
  farewell: () => 'Tschüss, bis bald!',
  introduction: () => 'Ich bin Handsfree, ein automatischer Assistent.',
  welcome: () =>
    `${conversationReplies.introduction()} Du kannst zum Beispiel auch sagen: ${example('„Zahnarzt nächsten Dienstag um 15 Uhr“, „erinnere mich morgen um 17 Uhr, Mama anzurufen“ oder „setz Milch auf meine Liste“', '“dentist next tuesday at 3pm”, “remind me to call mom tomorrow at 5pm” oder “add milk to my list”')}.`,
  identity: () => `${conversationReplies.introduction()} ${helpReplies.help()}`,
  clock: (time) => `Es ist ${time}.`,
  placeUnknown: () => 'Was davon meinst du? Bitte sag den Namen.',
  placeBeyond: (count) =>
    `Das ${count === 1 ? 'war nur eine Sache' : `waren nur ${count} Sachen`}. Was davon meinst du? Bitte sag den Namen.`,
  eventNotTicked: () =>
    `Das ist ein Termin, und Termine werden nicht abgehakt. Um ihn aus dem Kalender zu nehmen, sag: ${example('sag ihn ab', 'cancel it')}`,
  zoneMissing: () =>
    `In welcher Stadt bist du? Zum Beispiel: ${example('ich bin in Tokio', 'I am in Tokyo')}`,
  zoneUnknown: (place) =>
    `Ich weiß nicht, welche Zeit in ${short(place)} gilt. Nenne mir eine größere Stadt in der Nähe oder die Zeitzone, zum Beispiel: Chicago`,
  stayIsOver: (day, city) =>
    `${day} ist schon vorbei, deshalb habe ich deine Zeitzone so gelassen, wie sie war. Bis wann bist du in ${city}? Zum Beispiel: ${example(`ich bin bis Freitag in ${city}`, `I'm in ${city} until friday`)}`,
  stayAhead: (place) =>
    `Bis du dort bist, gilt deine jetzige Zeitzone. Sag dann: ${example(`ich bin bis Freitag in ${short(place)}`, `I'm in ${short(place)} until friday`)}`,
  today: (date) => `Heute ist ${date}.`,
  onlyEnglish: () =>
    'Ich verstehe im Moment leider nur Englisch. Zum Beispiel: "remind me to call mom tomorrow at 5pm"',
  nothingRead: () =>
    'In dem, was du geschickt hast, konnte ich nichts lesen. Schreib mir bitte, worum es geht.',
  earlier: () => 'vorhin',
  late: (words, ago, reply) => {
    const head = `Du hast ${ago} ${quoted(short(words, longestQuote))} geschickt, und es hat mich erst jetzt erreicht.\n`;
    return head + reply;
  },
  inOne: (answers) => [...new Set(answers)].join('\n'),
  withNote: (reply, note, longest) => `${short(reply, (longest ?? Infinity) - note.length - 2)}\n\n${note}`,
  restLeftOut: () => 'Das ist noch nicht alles. Um den Rest zu sehen, frag bitte nach weniger auf einmal.',
  tooMany: (limit) =>
    `Das waren mehr als ${limit} Nachrichten in einer Minute, und ich habe aufgehört zu lesen. Warte bitte eine Minute und schick dann noch einmal, was ich nicht beantwortet habe.`,
  sayAgain: () =>
    'Ich sehe, dass du deine Nachricht geändert hast. Schick sie bitte noch einmal, damit ich mich darum kümmern kann.',
  corrected: (reply) =>
    conversationReplies.withNote(
      reply,
      'Du hast deine Nachricht geändert, also habe ich zurückgenommen, was ich vorher getan hatte.',
    ),
  takenBack: () =>
    'Du hast deine Nachricht gelöscht, also habe ich zurückgenommen, was ich deswegen getan hatte.',
  amended: () =>
    'Ich sehe, dass du eine Nachricht geändert hast, die ich schon erledigt hatte. Ich habe alles so gelassen; schreib mir bitte, was anders sein soll.',
  revoked: () =>
    'Ich habe die Nachricht entfernt, die du gelöscht hast. Was ich deswegen getan habe, ist noch da; schreib mir bitte, wenn auch das weg soll.',
  error: (message) => `Das hat nicht geklappt: ${message}. Bitte versuch es noch einmal.`,
  somethingWentWrong: () => 'bei mir ist etwas schiefgegangen',
  tookTooLong: () => 'es hat zu lange gedauert, das zu verstehen',
};
