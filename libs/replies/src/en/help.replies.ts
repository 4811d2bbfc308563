type Topic = 'calendar' | 'reminders' | 'tasks' | 'timers' | 'notes' | 'undo' | 'settings';

/** What each topic holds: its first sentence, and what one can say. */
const topics: Record<Topic, [head: string, ...examples: string[]]> = {
  calendar: [
    'I keep your calendar. You can say:',
    '"dentist next tuesday at 3pm", "yoga every monday at 6pm"',
    '"move it to five", "cancel the dentist"',
    '"what is on tomorrow?", "am I free on friday afternoon?", "find me an hour this week"',
  ],
  reminders: [
    'I remind you when you want. You can say:',
    '"remind me to call mom tomorrow at 5pm", "remind me every day at 8 to take my pills"',
    '"remind me a day and an hour before the dentist"',
    '"keep reminding me to take my pills until I do it", "snooze for 10 minutes"',
    '"what are my reminders?", "cancel the reminder to call mom", "did you remind me?"',
  ],
  tasks: [
    'I keep your lists. You can say:',
    '"add milk and eggs to my list", "add nails to the hardware list"',
    '"what\'s on my list", "what lists do I have?"',
    '"done 1", "done with the milk", "delete task 2"',
  ],
  timers: [
    'I set timers. You can say:',
    '"pasta timer 9 minutes", "add 2 minutes"',
    '"how long does my timer run?", "cancel the pasta timer"',
  ],
  notes: [
    'I remember things for you. You can say:',
    '"remember that my locker is 42", "I parked on level 3"',
    '"what\'s my locker?", "where did I park?", "forget my locker"',
  ],
  undo: [
    'Say "undo", and I take back what I did last, for ten minutes.',
    'To take one message back, delete or change it, or tap Undo if that is below its answer.',
  ],
  settings: [
    'I work the way you like. You can say:',
    '"I\'m in Tokyo this week", "I live in Chicago", "speak german"',
    '"my morning is 7:30", "day first", "weeks start on monday"',
    '"remind me an hour before everything", "quiet hours 10pm to 7am"',
    '"send me my agenda every morning at 7"',
    '"what do you know about me?", "export my data", "delete my data", "stop"',
  ],
};

const shown = ([head, ...lines]: [string, ...string[]]): string =>
  [head, ...lines.map((line) => `• ${line}`)].join('\n');

/** What is said about what can be done here, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const helpReplies = {
  help: () =>
    [
      'Here is what I can do:',
      '• *Calendar*: "dentist next tuesday at 3pm", "move it to five", "am I free on friday?"',
      '• *Reminders*: "remind me to call mom tomorrow at 5pm", "pasta timer 9 minutes"',
      '• *Tasks*: "add milk to my list", "what\'s on my list", "done 1"',
      '• *Notes*: "remember that my locker is 42", "what\'s my locker?"',
      '• "undo" takes back what I did last.',
      '',
      'Say "help with reminders" to hear more about one of these.',
    ].join('\n'),
  helpAbout: (topic: Topic) => shown(topics[topic]),
  /** @param contact how the operator wants to be reached: a number, an address */
  talkToPerson: (contact: string | undefined) =>
    contact === undefined
      ? 'I am an automated assistant and cannot put you through to a person. I let those who run this service know that you asked.'
      : `You reach a person here: ${contact}\nI am an automated assistant, and I let them know that you asked.`,
};
