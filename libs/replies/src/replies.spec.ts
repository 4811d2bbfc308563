import { replies } from './replies.ts';
import { inLanguage } from './speech.ts';

const longest = 13_000;
const oneMessage = 4_096;
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const task = (number: number, title = `task ${number}`): { number: number; title: string } => ({
  number,
  title,
});

describe('a list', () => {
  it('names each task by its number', () => {
    expect(replies.taskList([task(1, 'milk'), task(3, 'bread')])).toBe('Your list:\n1. milk\n3. bread');
  });

  it('names each reminder with its time', () => {
    const reminders = [{ title: 'call mom', time: 'today, Sat 21 Nov, at 5:00 PM' }];

    expect(replies.reminderList(reminders)).toBe(
      'Your reminders:\n• call mom: today, Sat 21 Nov, at 5:00 PM',
    );
  });

  it.each([
    ['500 long titles', many(500, (at) => task(at + 1, 'x'.repeat(300)))],
    ['100 titles of just the longest length', many(100, (at) => task(at + 1, 'x'.repeat(200)))],
  ])('of %s says how many are left, and how to see them', (_, tasks) => {
    const text = replies.taskList(tasks);

    expect(text.length).toBeLessThanOrEqual(longest);
    // As much as fits: one more line of maximum length would not.
    expect(text.length).toBeGreaterThan(longest - 300);
    const shown = text.split('\n').filter((line) => /^\d+\. /.test(line)).length;
    expect(shown).toBeGreaterThan(0);
    expect(text).toContain(`\n… and ${tasks.length - shown} more. To see them, ask for `);
  });

  it('shows all that there are, also where one message does not hold them', () => {
    const lines = replies.taskList(many(300, (at) => task(at + 1, 'twenty characters ok'))).split('\n');

    expect(lines.filter((line) => /^\d+\. /.test(line))).toHaveLength(300);
  });

  it('fits at every length, and says when something is left out', () => {
    for (let length = 1; length <= 230; length++) {
      const text = replies.taskList(many(100, (at) => task(at + 1, 'y'.repeat(length))));

      expect(text.length).toBeLessThanOrEqual(longest);
      expect(text.includes('… and ')).toBe(!text.includes('\n100. '));
    }
  });

  it.each([
    ['en', /^You have 90 things for today:/, /\n… and (\d+) more\. /],
    ['de', /^Das steht an für today:/, /\n… und (\d+) weitere\. /],
    ['es', /^Tienes 90 cosas para today:/, /\n… y (\d+) más\. /],
  ])('of a day says how many more there are where it is cut: %s', (language, head, rest) => {
    const each = (title: string) => ({ title: title.repeat(90), time: 'at 9:00' });
    const things = {
      events: many(30, () => each('e')),
      reminders: many(30, () => each('r')),
      tasks: many(30, (at) => task(at + 1, 't'.repeat(90))),
    };

    const text = inLanguage(language, () => replies.agenda('today', things, oneMessage));

    expect(text.length).toBeLessThanOrEqual(oneMessage);
    expect(text).toMatch(head);
    const shown = text.split('\n').filter((line) => line.startsWith('• ')).length;
    expect(Number(rest.exec(text)?.[1])).toBe(90 - shown);
  });

  it('of reminders fits too', () => {
    const reminders = many(500, () => ({ title: 'z'.repeat(4_000), time: 'on Sat 20 Nov 2027 at 9:00 AM' }));

    const text = replies.reminderList(reminders);

    expect(text.length).toBeLessThanOrEqual(longest);
    expect(text).toMatch(/\n… and \d+ more\. /);
  });
});

describe('a long title', () => {
  const title = 'x'.repeat(5_000);

  it.each([
    ['reminderSet', replies.reminderSet(title, 'today')],
    ['reminderTimeMissing', replies.reminderTimeMissing(title)],
    ['reminderInPast', replies.reminderInPast(title, 'today')],
    ['taskAdded', replies.taskAdded(task(1, title))],
    ['tasksCompleted', replies.tasksCompleted([task(1, title)])],
    ['taskUnknown', replies.taskUnknown(title)],
  ])('is cut short in %s', (_, text) => {
    expect(text).toContain(`${'x'.repeat(199)}…`);
    expect(text.length).toBeLessThan(500);
  });

  it('of just the longest length stays whole', () => {
    expect(replies.taskAdded(task(1, 'x'.repeat(200)))).toContain('x'.repeat(200));
  });

  it('is not cut through the middle of a character', () => {
    for (const before of ['', 'x']) {
      const text = replies.taskAdded(task(1, before + '😀'.repeat(200)));

      expect(text).toContain('😀…');
      expect(Buffer.from(text).toString()).toBe(text);
    }
  });
});

describe('every other answer', () => {
  it.each(
    Object.entries({
      help: replies.help(),
      greeting: replies.greeting(),
      thanks: replies.thanks(),
      notUnderstood: replies.notUnderstood(),
      generalQuestion: replies.generalQuestion(),
      reminderTitleMissing: replies.reminderTitleMissing(),
      noReminders: replies.noReminders(),
      taskTitleMissing: replies.taskTitleMissing(),
      taskAmbiguous: replies.taskAmbiguous('complete_task'),
      noTasks: replies.noTasks(),
      nothingAsked: replies.nothingAsked(),
      acknowledged: replies.acknowledged(),
      onlyEnglish: replies.onlyEnglish(),
      identity: replies.identity(),
      farewell: replies.farewell(),
      noProblem: replies.noProblem(),
      nothingNoted: replies.nothingNoted('x'.repeat(5_000)),
      eventKnown: replies.eventKnown({
        title: 'x'.repeat(5_000),
        time: 'today',
        leadTimes: [60],
        tooLate: [],
      }),
      tooMany: replies.tooMany(30),
      withNote: replies.withNote('x'.repeat(oneMessage), replies.leftAsItWas(), oneMessage),
      lastForNow: replies.lastForNow('x'.repeat(oneMessage), 60_000),
      amended: replies.amended(),
      revoked: replies.revoked(),
      takenBack: replies.takenBack(),
      late: replies.late('x'.repeat(5_000), '2 days ago', 'done'),
      error: replies.error('something went wrong'),
    }),
  )('%s says something that fits into one message', (_, text) => {
    expect(text.trim()).not.toBe('');
    expect(text.length).toBeLessThanOrEqual(oneMessage);
    expect(text).not.toMatch(/undefined|null|\[object/);
  });

  it('about an error says what went wrong and what to do', () => {
    expect(replies.error('the list is full')).toBe('Error: the list is full. Please try again.');
  });
});

describe('a title with marks of its own', () => {
  it.each(['5*3 screws', 'snake_case_name', '~20 people'])('is quoted and not half stressed: %s', (title) => {
    expect(replies.reminderSet(title, 'today')).toBe(`I'll remind you today: “${title}”`);
  });
});

describe('people on contact cards', () => {
  it('are named, as many as can be taken in at a glance', () => {
    expect(replies.notedPeople(['Ann'])).toBe("I'll remember how to reach Ann");
    expect(replies.notedPeople(many(7, (at) => `P${at}`))).toBe(
      "I'll remember how to reach P0, P1, P2, P3, P4, and 2 more",
    );
  });
});

describe('a time that is over', () => {
  it('is named as part of a sentence', () => {
    expect(replies.reminderInPast('pay', 'on Fri 20 Nov at 3:00 PM')).toBe(
      'I set no reminder for pay, because Fri 20 Nov at 3:00 PM is over. When should I remind you instead?',
    );
  });
});

describe('a reminder that is due', () => {
  it('says what it is about, in one message however long that is', () => {
    expect(replies.reminderDue('call mom')).toBe('Reminder: call mom');
    expect(replies.reminderDue('x'.repeat(5_000))).toHaveLength(oneMessage);
  });

  it('says so where a title can not be read any more', () => {
    expect(replies.reminderDue(undefined)).toMatch(/^Reminder: .*can no longer read/);
    expect(replies.taskList([{ number: 1, title: undefined }])).toContain(
      '1. (I can no longer read this one)',
    );
    expect(replies.reminderList([{ title: undefined, time: 'today' }])).toContain('this one): today');
    expect(replies.tasksCompleted([{ number: 1, title: undefined }])).toContain('marked complete');
  });
});
