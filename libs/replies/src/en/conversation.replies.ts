import { helpReplies } from './help.replies.ts';
import { list, longestMessage, longestQuote, longestTitle, lostTitle, short } from './wording.ts';

function inMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

function inHours(ms: number): string {
  const hours = Math.ceil(ms / 3_600_000);
  return hours === 1 ? 'an hour' : `${hours} hours`;
}

const quoteOf = (words: string | undefined): string =>
  words === undefined ? lostTitle : `“${short(words, longestTitle)}”`;
const quoteLine = (words: string | undefined): string => `• ${quoteOf(words)}`;

/** What is said about the conversation itself, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const conversationReplies = {
  greeting: () => 'Hello! What can I do for you? Say “help” to hear more.',
  thanks: () => "You're welcome!",
  notUnderstood: () => `I did not get that. ${helpReplies.help()}`,
  /** What I can do was said a moment ago. */
  notUnderstoodAgain: () => 'I did not get that. Say “help” to hear what I can do.',
  /** Beside what was understood. */
  partNotUnderstood: (words: string) => `I did not get this part: “${short(words, longestTitle)}”`,
  /** WhatsApp forbids assistants for everything in most countries. */
  generalQuestion: () => `General questions are not something I can answer. ${helpReplies.help()}`,
  generalQuestionAgain: () =>
    'General questions are not something I can answer. Say “help” to hear what I can do.',
  partGeneral: (words: string) =>
    `General questions are not something I can answer: “${short(words, longestTitle)}”`,
  notYet: () => 'I understood that you want to change a setting, but I cannot do that yet.',
  askFirst: (plans: string[]) =>
    plans.length === 1
      ? `Shall I ${plans[0]}?`
      : list(
          'Shall I do all of this?',
          plans.map((plan) => `• ${plan}`),
        ),
  heard: (reply: string, words: string) =>
    conversationReplies.withNote(reply, `You said: “${short(words, longestTitle)}”`),
  /** @param ms until the next answer may come. @param longest how many characters it may have */
  lastForNow: (reply: string, ms: number, longest = longestMessage) =>
    conversationReplies.withNote(
      reply,
      `That is as much as I may write in an hour. I still do what you ask; my next answer comes in ${inMinutes(ms)}.`,
      longest,
    ),
  /** @param ms until the next reminder may come. @param longest how many characters it may have */
  lastForToday: (reply: string, ms: number, longest = longestMessage) =>
    conversationReplies.withNote(
      reply,
      `That is as much as I may send in a day without being asked. What comes up now reaches you together, in ${inHours(ms)}.`,
      longest,
    ),
  /** Messages that waited for the person to write are too old by now. */
  leftOut: (number: number) =>
    number === 1
      ? 'I had a message for you that is out of date by now, so I left it out.'
      : `I had ${number} messages for you that are out of date by now, so I left them out.`,
  /** Messages that failed for certain. @param longest how many characters it may have */
  notDelivered: (messages: (string | undefined)[], longest: number) =>
    messages.length === 1
      ? `A message of mine could not be delivered: ${quoteOf(messages[0])}`
      : list('Some messages of mine could not be delivered:', messages.map(quoteLine), longest),
  /** Messages of which it is not known whether they arrived. @param longest how many characters it may have */
  mayNotHaveArrived: (messages: (string | undefined)[], longest: number) =>
    messages.length === 1
      ? `A message of mine may not have reached you: ${quoteOf(messages[0])}`
      : list('Some messages of mine may not have reached you:', messages.map(quoteLine), longest),
  nothingElseWaits: () => 'Nothing else is waiting for you.',
  /** What stands on buttons: at most 20 characters. */
  yes: () => 'Yes',
  no: () => 'No',
  undoButton: () => 'Undo',
  /** Opens a list to choose from. */
  choose: () => 'Choose',
  questionClosed: () => 'That question is closed by now. Please say again what you would like.',
  leftAsItWas: () => 'OK, I left it as it was.',
  nothingToLeave: () => 'OK. Nothing was changed.',
  /** "OK", "great": it asks for nothing. */
  acknowledged: () => 'OK!',
  nothingAsked: () => 'I am not waiting for a yes, so nothing was changed. What would you like me to do?',
  /** @param words those of the message that was undone */
  undone: (words: string | undefined) =>
    words === undefined ? 'Undone: everything is as it was.' : `Undone: “${short(words, longestTitle)}”`,
  /** @param words of the messages that asked for it */
  doneToday: (words: (string | undefined)[]) =>
    words.length === 0
      ? 'I have changed nothing for you today so far.'
      : list('This is what I did for you today:', words.map(quoteLine)),
  /** What was done on another day. */
  doneLongAgo: () => 'I keep what I did for one day only. Ask me: what did you do for me today?',
  nothingToUndo: () => 'There is nothing to undo: nothing was changed in the last ten minutes.',
  changedSince: () => 'That was changed again since, so I left it as it is. Undo the later change first.',
  rungSince: () => 'That reminder has rung since, so I left it as it is.',
  /** Several things go by the name that was said. */
  whichOne: (options: string[]) =>
    list(
      'Which one do you mean?',
      options.map((option, at) => `${at + 1}. ${option}`),
    ),
  gotWrong: () => 'I am sorry that I got it wrong. Please tell me in other words what you would like.',
  noProblem: () => 'No problem.',
  farewell: () => 'Bye for now!',
  introduction: () => 'I am Handsfree, an automated assistant.',
  /** Below the first answer that a person ever gets. */
  welcome: () =>
    `${conversationReplies.introduction()} You can also say “dentist next tuesday at 3pm”, “remind me to call mom tomorrow at 5pm” or “add milk to my list”.`,
  identity: () => `${conversationReplies.introduction()} ${helpReplies.help()}`,
  clock: (time: string) => `It is ${time}.`,
  /** "the second one", where no list was told lately. */
  placeUnknown: () => 'Which one do you mean? Please say its name.',
  /** Fewer were told than the place that was said. */
  placeBeyond: (count: number) =>
    `There ${count === 1 ? 'is only one' : `are only ${count}`} in what I told you. Which one do you mean? Please say its name.`,
  eventNotTicked: () =>
    'That one is an event, and events are not ticked off. To take it out of your calendar, say: cancel it',
  zoneMissing: () => 'Which city are you in? For example: I am in Tokyo',
  zoneUnknown: (place: string) =>
    `I do not know whose time ${short(place)} has. Tell me a larger city nearby, or the time zone, for example: Chicago`,
  /** @param day the last one of a stay */
  stayIsOver: (day: string, city: string) =>
    `${day} is over, so I left your time zone as it is. Until when are you in ${city}? For example: I'm in ${city} until friday`,
  stayAhead: (place: string) =>
    `I go by your time zone of now until you are there. Say then: I'm in ${short(place)} until friday`,
  today: (date: string) => `Today is ${date}.`,
  onlyEnglish: () =>
    'I understand only English for now. For example: "remind me to call mom tomorrow at 5pm"',
  nothingRead: () => 'I found nothing to read in what you sent. Please write to me what it is about.',
  /** In place of how long ago it was, where that is not known. */
  earlier: () => 'earlier',
  late: (words: string, ago: string, reply: string) => {
    const head = `You sent “${short(words, longestQuote)}” ${ago}, and it reached me only now.\n`;
    return head + reply;
  },
  /** The answers to several wishes in one message. */
  inOne: (answers: string[]) => [...new Set(answers)].join('\n'),
  withNote: (reply: string, note: string, longest = Infinity) =>
    `${short(reply, longest - note.length - 2)}\n\n${note}`,
  /** Below the last part of an answer that would be too many messages. */
  restLeftOut: () => 'That is not all of it. To see the rest, please ask for less at once.',
  tooMany: (limit: number) =>
    `That was more than ${limit} messages in a minute, and I stopped reading. Please wait a minute, then send again what I did not answer.`,
  sayAgain: () => 'I see that you changed your message. Please send it once more, so that I can act on it.',
  corrected: (reply: string) =>
    conversationReplies.withNote(reply, 'You changed your message, so I took back what I had done before.'),
  takenBack: () => 'You took your message back, so I undid what I had done because of it.',
  amended: () =>
    'I see that you changed a message I had acted on already. I left what I did as it was; please write what should be different.',
  revoked: () =>
    'I deleted the message that you took back. What I did because of it is still there; please write if it should go too.',
  /** For faults that are ours: what is left to the person is to try again. Anything else is said in plain words. */
  error: (message: string) => `Error: ${message}. Please try again.`,
  /** What stands in an error. */
  somethingWentWrong: () => 'something went wrong on our side',
  tookTooLong: () => 'it took me too long to understand that',
};
