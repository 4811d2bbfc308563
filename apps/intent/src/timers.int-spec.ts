import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { ring } from '../test/ring.ts';

const [backend] = queueBackends;

describe('timers', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** Each message is sent a second after the one before. */
  const answersTo = async (...texts: string[]): Promise<(string | null)[]> => {
    const answers = [];
    for (const text of texts) answers.push(await intent.say(text));
    return answers;
  };

  it('are set, asked about, given more time and stopped, to the second', async () => {
    const answers = await answersTo(
      'set a pasta timer for 10 minutes',
      'how long is left',
      'add 5 minutes to the timer',
      'how much time is left on the pasta timer',
      'stop the timer',
      'show my timers',
      'undo',
      'show my timers',
    );

    expect(answers).toEqual([
      expect.stringMatching(/^Timer set for 10 minutes: pasta\nIt ends at \d+:\d\d(?::\d\d)? [AP]M\.$/),
      '9 minutes and 59 seconds left on the pasta timer',
      expect.stringMatching(/^14 minutes and 58 seconds left on the pasta timer\nIt ends /),
      '14 minutes and 57 seconds left on the pasta timer',
      'Stopped the pasta timer with 14 minutes and 56 seconds left',
      'No timer is running. To start one: set a timer for 10 minutes',
      'Undone: “stop the timer”',
      '14 minutes and 53 seconds left on the pasta timer',
    ]);
  });

  it('can not be paused, which is told with how long is left', async () => {
    const answers = await answersTo(
      'set a pasta timer for 10 minutes',
      'pause it',
      'set an egg timer for 6 minutes',
      'pause the pasta timer',
      'resume the pasta timer',
      'pause the timers',
      'cancel all timers',
      'pause the timer',
    );

    expect(answers.slice(1, 2)).toEqual([
      "I can't pause the pasta timer with 9 minutes and 59 seconds left, but I can stop it or add time.",
    ]);
    expect(answers.slice(3, 6)).toEqual([
      "I can't pause the pasta timer with 9 minutes and 57 seconds left, but I can stop it or add time.",
      '9 minutes and 56 seconds left on the pasta timer',
      "I can't pause timers, but I can stop them or add time:\n• egg: 5 minutes and 57 seconds left\n• pasta: 9 minutes and 55 seconds left",
    ]);
    expect(answers.at(-1)).toBe('No timer is running. To start one: set a timer for 10 minutes');
  });

  it('can be several, and are told apart', async () => {
    const answers = await answersTo(
      'set a pasta timer for 10 minutes and an egg timer for 6 minutes',
      'show my timers',
      'add 1 minute to the egg timer',
      'stop the timer',
      'cancel all timers',
    );

    expect(answers[0]).toMatch(/^Timer set for 10 minutes: pasta\n.*\nTimer set for 6 minutes: egg\n/);
    expect(answers[1]).toBe(
      'Your timers:\n• egg: 5 minutes and 59 seconds left\n• pasta: 9 minutes and 59 seconds left',
    );
    expect(answers[2]).toMatch(/^6 minutes and 58 seconds left on the egg timer/);
    // It was talked about last.
    expect(answers[3]).toMatch(/^Stopped the egg timer/);
    expect(answers[4]).toMatch(/^Stopped the pasta timer/);
  });

  it('ask for how long, and for nothing else', async () => {
    const answers = await answersTo('set a timer', '10 minutes');

    expect(answers[0]).toMatch(/^For how long should I set the timer\?/);
    expect(answers[1]).toMatch(/^Timer set for 10 minutes\n/);
  });

  it('are no reminders', async () => {
    const answers = await answersTo(
      'set a timer for 10 minutes',
      'what are my reminders',
      'cancel all reminders',
    );

    expect(answers.slice(1)).toEqual(['You have no reminders.', 'You have no reminders.']);
  });

  it('that ended go on for what is added', async () => {
    await answersTo('set a pasta timer for 10 minutes');
    await ring(intent, 'pasta');

    expect(await intent.say('add 5 minutes')).toMatch(/^5 minutes left on the pasta timer\nIt ends /);
    await ring(intent, 'pasta');
    expect(await intent.say('ok')).toBe('OK!');
  });
});
