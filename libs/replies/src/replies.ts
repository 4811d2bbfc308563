interface Task {
  number: number;
  /** Undefined when it cannot be read any more. */
  title: string | undefined;
}

interface Occurrence {
  title: string | undefined;
  time: string;
  place?: string;
}

interface Note {
  kind: 'place' | 'person' | 'fact';
  name?: string;
  text?: string;
  latitude?: number;
  longitude?: number;
}

const lostTitle = '(I can not read this one any more)';

const longestTitle = 200;
const longestQuote = 60;
const longestReply = 4_096;

/** Everything the assistant says, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const replies = {
  help: () =>
    [
      'Here is what I can do:',
      '• *Calendar*: "dentist next tuesday at 3pm", "what do I have this week?"',
      '• *Reminders*: "remind me to call mom tomorrow at 5pm"',
      '• *Tasks*: "add milk to my list", "what\'s on my list", "done 1"',
      '',
      'Just write or speak as you would to a friend.',
    ].join('\n'),
  greeting: () => `Hello! ${replies.help()}`,
  thanks: () => "You're welcome!",
  notUnderstood: () => `I did not get that. ${replies.help()}`,
  /** WhatsApp forbids assistants for everything in most countries. */
  generalQuestion: () => `General questions are not something I can answer. ${replies.help()}`,

  reminderSet: (title: string, time: string, repeats?: string) =>
    linesOf(`I'll remind you ${time}: *${short(title)}*`, repeats && `Repeats ${repeats}`),
  reminderTimeMissing: (title: string) =>
    `At what time should I remind you: *${short(title)}*? Please say it again with the time, for example: remind me to call mom tomorrow at 5pm`,
  reminderInPast: (title: string, time: string) =>
    replies.error(`I set no reminder for ${short(title)}, because ${time} is over`),
  reminderTitleMissing: () =>
    'What should I remind you of? For example: remind me to call mom tomorrow at 5pm',
  reminderDue: (title: string | undefined) =>
    title === undefined
      ? 'Reminder: it is time for something you wanted to be reminded of, but I can not read any more what it was. Sorry!'
      : short(`Reminder: ${title}`, longestReply),
  noReminders: () => 'You have no reminders.',
  reminderList: (reminders: { title: string | undefined; time: string; repeats?: string }[]) =>
    list(
      'Your reminders:',
      reminders.map(
        ({ title, time, repeats }) =>
          `• ${short(title ?? lostTitle)}: ${time}${repeats ? `, ${repeats}` : ''}`,
      ),
    ),

  eventScheduled: ({
    title,
    time,
    place,
    repeats,
    leadTimes,
  }: Occurrence & { repeats?: string; leadTimes: number[] }) =>
    linesOf(
      `Event '${short(title ?? lostTitle)}' scheduled for ${time}`,
      place && `Place: ${short(place)}`,
      repeats && `Repeats ${repeats}`,
      leadTimes.length > 0 && `I'll remind you ${inWords.format(leadTimes.map(leadWords))} before.`,
    ),
  eventTitleMissing: () => 'What is the event called? For example: dentist next tuesday at 3pm',
  eventTimeMissing: (title: string) =>
    `When is it: *${short(title)}*? Please say the day and the time, for example: tomorrow at 5pm`,
  eventInPast: (title: string, time: string) =>
    replies.error(`I did not put ${short(title)} in your calendar, because ${time} is over`),
  noSuchDate: (date: string) => `There is no ${short(date)}. Which day do you mean?`,
  noEvents: (time?: string) => (time ? `You have nothing on ${time}.` : 'Your calendar is empty.'),
  eventList: (time: string | undefined, events: Occurrence[]) =>
    list(
      time ? `You have ${count(events.length, 'event')}, ${time}:` : 'Your next events:',
      events.map(eventLine),
    ),
  agenda: (
    time: string,
    { events, reminders, tasks }: { events: Occurrence[]; reminders: Occurrence[]; tasks: Task[] },
  ) => {
    const all = [
      ...events.map(eventLine),
      ...reminders.map(({ title, time: at }) => `• Reminder ${at}: ${short(title ?? lostTitle)}`),
      ...tasks.map(({ number, title }) => `• Task ${number}: ${short(title ?? lostTitle)}`),
    ];
    return all.length > 0
      ? list(`You have ${count(all.length, 'thing')}, ${time}:`, all)
      : `You have nothing, ${time}.`;
  },

  noteMissing: () => 'What should I remember? For example: remember that my locker is 42',
  noted: ({ kind, name, text }: Note) =>
    kind === 'place'
      ? `I'll remember this place${name ? `: ${short(name)}` : ''}. Ask me "where did I park?" to get it back.`
      : `I'll remember ${kind === 'person' ? `how to reach ${short(name ?? lostTitle)}` : `that: ${short(text ?? '')}`}`,
  recalled: ({ kind, name, text, latitude, longitude }: Note) =>
    linesOf(
      kind === 'fact'
        ? `You told me: ${short(text ?? '', longestReply / 2)}`
        : (name ?? 'The place you sent me'),
      kind !== 'fact' && text,
      latitude !== undefined && `https://maps.google.com/?q=${latitude},${longitude}`,
    ),
  nothingNoted: (asked: string) =>
    `You have not told me that: ${short(asked)}. To have me keep something, say: remember that my locker is 42`,

  nothingRead: () => 'I could find nothing to read in what you sent. Please write to me what it is about.',
  notYet: (what: string) => `I understood that you want to ${what}, but I can not do that yet.`,
  askFirst: (plans: string[]) =>
    plans.length === 1
      ? `Shall I ${plans[0]}?`
      : list(
          'Shall I do all of this?',
          plans.map((plan) => `• ${plan}`),
        ),
  heard: (reply: string, words: string) =>
    replies.withNote(reply, `You said: “${short(words, longestTitle)}”`),

  taskAdded: ({ number, title }: Task) => `Task ${number}: ${short(title ?? lostTitle)} added to your list`,
  taskTitleMissing: () => 'What should I put on your list? For example: add milk to my list',
  taskCompleted: ({ number, title }: Task) => `Task ${number}: ${short(title ?? lostTitle)} marked complete`,
  taskUnknown: (name: string) => replies.error(`there is no open task ${short(name)} on your list`),
  taskAmbiguous: () => 'Which task is done? Please say its number, for example: done 1',
  noTasks: () => 'Your list is empty. To put something on it: add milk to my list',
  taskList: (tasks: Task[]) =>
    list(
      'Your list:',
      tasks.map(({ number, title }) => `${number}. ${short(title ?? lostTitle)}`),
    ),

  completeLate: ({ number, title }: Task) =>
    `Shall I mark task ${number} complete: ${short(title ?? lostTitle)}? Please answer yes or no.`,
  leftAsItWas: () => 'OK, I left it as it was.',
  nothingAsked: () => `There is nothing open between us to say yes or no to. ${replies.help()}`,
  late: (words: string, ago: string, reply: string) => {
    const head = `You sent “${short(words, longestQuote)}” ${ago}, and it reached me only now.\n`;
    return head + short(reply, longestReply - head.length);
  },
  /** The answers to several wishes in one message. */
  inOne: (answers: string[]) => short([...new Set(answers)].join('\n'), longestReply),
  withNote: (reply: string, note: string) => `${short(reply, longestReply - note.length - 2)}\n\n${note}`,
  tooMany: (limit: number) =>
    `That was more than ${limit} messages in a minute, and I stopped reading. Please wait a minute, then send again what I did not answer.`,
  amended: () =>
    'I see that you changed a message I had acted on already. I left what I did as it was; please write what should be different.',
  revoked: () =>
    'I deleted the message that you took back. What I did because of it is still there; please write if it should go too.',

  error: (message: string) => `Error: ${message}. Please try again.`,
};

const inWords = new Intl.ListFormat('en');

function linesOf(...all: (string | false | undefined)[]): string {
  return all.filter(Boolean).join('\n');
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

const eventLine = ({ title, time, place }: Occurrence): string =>
  `• ${time}: ${short(title ?? lostTitle)}${place ? ` (${short(place)})` : ''}`;

/** "a day", "2 hours", "10 minutes" */
function leadWords(minutes: number): string {
  for (const [unit, length] of [
    ['week', 10_080],
    ['day', 1_440],
    ['hour', 60],
  ] as const) {
    if (minutes >= length && minutes % length === 0) return count(minutes / length, unit);
  }
  return count(minutes, 'minute');
}

function short(words: string, longest = longestTitle): string {
  if (words.length <= longest) return words;
  // Half of a surrogate pair, as from an emoji cut in two, would arrive as a question mark.
  return `${words.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** As many lines as fit into one message; says how many are left out. */
function list(head: string, lines: string[]): string {
  let text = head;
  for (const [at, line] of lines.entries()) {
    const rest = `\n… and ${lines.length - at} more`;
    if (text.length + line.length + 1 + rest.length > longestReply) return text + rest;
    text += `\n${line}`;
  }
  return text;
}
