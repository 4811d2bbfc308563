interface Task {
  number: number;
  /** Undefined when it cannot be read any more. */
  title: string | undefined;
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
      '• *Reminders*: "remind me to call mom tomorrow at 5pm"',
      '• *Tasks*: "add milk to my list", "what\'s on my list", "done 1"',
      '',
      'Just write as you would to a friend.',
    ].join('\n'),
  greeting: () => `Hello! ${replies.help()}`,
  thanks: () => "You're welcome!",
  notUnderstood: () => `I did not get that. ${replies.help()}`,
  /** WhatsApp forbids assistants for everything in most countries. */
  generalQuestion: () => `General questions are not something I can answer. ${replies.help()}`,

  reminderSet: (title: string, time: string, recurring = false) =>
    `I'll remind you ${time}: *${short(title)}*${recurring ? '\nJust this once: I can not repeat reminders yet.' : ''}`,
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
  reminderList: (reminders: { title: string | undefined; time: string }[]) =>
    list(
      'Your reminders:',
      reminders.map(({ title, time }) => `• ${short(title ?? lostTitle)}: ${time}`),
    ),

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
