import { DateTime } from 'luxon';

import { queueBackends } from '#testing';
import { type Action, Understanding } from '#understanding';
import { nextOccurrences } from '#understanding/recurrence';

import { IntentApp } from '../test/intent-app.ts';
import { ring } from '../test/ring.ts';

const [backend] = queueBackends;

/**
 * What people reported of other assistants, each case once, with the outcome that is right; others of their kind are in `reported-faults.spec.ts` of
 * `#understanding`. Four need other apps and are tested there: a reminder in the middle of being sent when the process is killed
 * (`crash.e2e-spec.ts`), a daily reminder after a restart (`reminder-scheduler.int-spec.ts`), the window that closes while an answer is
 * made (`outside-window.int-spec.ts`), and what is made of a nearly silent recording (`media-understanding.spec.ts`).
 */
describe('what other assistants got wrong', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** A Tuesday, one in the afternoon in Berlin. */
  const meant = async (text: string, dayFirst = false): Promise<Action[]> => {
    const reference = new Date('2026-11-24T13:00:00+01:00');
    const { actions } = await intent.app
      .get(Understanding, { strict: false })
      .understand({ text, reference, timezone: 'Europe/Berlin', dayFirst }, new AbortController().signal);
    return actions;
  };
  const startsOf = (actions: Action[]): (string | undefined)[] =>
    actions.map(({ when }) => when?.start.slice(0, 16));

  it.each([
    ['set alarm for 4:45', '2026-11-24T16:45'],
    ['remind me to leave at 8:6:30 p.m.', '2026-11-24T20:36'],
    ['remind me at 09:05', '2026-11-25T09:05'],
    ['dentist next tuesday', '2026-12-01T00:00'],
  ])('in the time of "%s"', async (words, start) => {
    expect(startsOf(await meant(words))).toEqual([start]);
  });

  it('in "10/4" of a person who writes the day first', async () => {
    expect(startsOf(await meant('10/4', true))).toEqual(['2027-04-10T00:00']);
    // As this person does, who has a German number.
    expect(await intent.say('dentist on 10/4 at 3pm')).toMatch(/ 10 Apr/);
  });

  it('in "remind me at 09:05 to call the bank": no timer', async () => {
    await intent.say('remind me at 09:05 to call the bank');

    const [reminder, ...others] = await intent.database.reminder.findMany();
    expect(others).toEqual([]);
    expect(reminder?.kind).toBe('reminder');
    const due = DateTime.fromJSDate(reminder?.dueAt ?? new Date(), { zone: 'Europe/Berlin' });
    expect(due.toFormat('HH:mm')).toBe('09:05');
  });

  it('in "Go to gym every Thursday and Saturday and Sunday"', async () => {
    expect(await intent.say('Go to gym every Thursday and Saturday and Sunday')).toMatch(
      /\*Go to gym\*\nRepeats every Thursday, Saturday,? and Sunday/,
    );
    expect(await intent.database.reminder.count()).toBe(1);
  });

  it('in every weekday at 9:00 in Berlin, in the week after the clocks changed', async () => {
    const [reminder] = await meant('remind me every weekday at 9:00 to stretch');
    const rule = reminder?.recurrence?.rule ?? '';

    const [start, after] = ['2026-10-19T09:00:00+02:00', new Date('2026-10-24T12:00:00Z')];
    expect(
      nextOccurrences(rule, start, 'Europe/Berlin', after, 5).map((time) =>
        DateTime.fromJSDate(time, { zone: 'Europe/Berlin' }).toFormat('dd.MM. HH:mm'),
      ),
    ).toEqual(['26.10. 09:00', '27.10. 09:00', '28.10. 09:00', '29.10. 09:00', '30.10. 09:00']);
  });

  it('in "remind me monthly on the 30th to pay rent": February has its last day, and that is said', async () => {
    expect(await intent.say('remind me monthly on the 30th to pay rent')).toMatch(
      /\*pay rent\*\nRepeats .*last day/i,
    );
    const [rent] = await meant('remind me monthly on the 30th to pay rent');
    const times = nextOccurrences(
      rent?.recurrence?.rule ?? '',
      '2027-01-30T09:00:00+01:00',
      'Europe/Berlin',
      new Date('2027-01-31T00:00:00Z'),
      2,
    );
    expect(times.map((time) => time.toISOString().slice(0, 10))).toEqual(['2027-02-28', '2027-03-30']);
  });

  it('in "cancel yoga tomorrow", one time of a series', async () => {
    await intent.say('yoga every day at 6pm');
    await intent.say('cancel yoga tomorrow');

    expect(await intent.say('am I free tomorrow at 6pm?')).toMatch(/^Yes/);
    expect(await intent.say("what's on my calendar in 2 days")).toMatch(/yoga/);
    expect(await intent.say("what's on my calendar in 30 days")).toMatch(/yoga/);
  });

  it('in "add milk to my list", where it is already', async () => {
    await intent.say('add milk to my list');

    expect(await intent.say('add milk to my list')).toBe('Milk is already on your list: task 1');
    expect(await intent.database.task.count()).toBe(1);
  });

  it.each([
    ['add eggs to the shopping list', 'Task 1: eggs added to your shopping list'],
    ['add add-on cable to my list', 'Task 1: add-on cable added to your list'],
    ['add cancel netflix to my list', 'Task 1: cancel netflix added to your list'],
  ])('in an item that holds a word of the command: "%s"', async (words, answer) => {
    expect(await intent.say(words)).toContain(answer);
  });

  it('in "set a reminder", without a subject', async () => {
    expect(await intent.say('set a reminder')).toMatch(/^What should I remind you of\?/);
    expect(await intent.database.reminder.count()).toBe(0);
  });

  it('in "Continue", heard as another language', async () => {
    const heard = { confidence: 0.9, language: 'ko' };
    const voice = { kind: 'audio', mediaOutcome: { text: '계속해', reading: { heard } } };
    await intent.say('add milk to my list');

    await intent.say('', voice);
    const words = { ...voice, mediaOutcome: { text: 'delete everything on my list', reading: { heard } } };
    expect(await intent.say('', words)).toMatch(/^Shall I /);
    expect(await intent.database.task.count({ where: { number: { not: null } } })).toBe(1);
  });

  it('in "Call the client tomorrow, scratch that, call them today"', async () => {
    await intent.say('Call the client tomorrow, scratch that, call them today');

    const [task, ...others] = await intent.database.task.findMany();
    expect(others).toEqual([]);
    expect(intent.sealer.open(task?.titleSealed ?? '')).toBe('call the client');
    const today = DateTime.now().setZone('Europe/Berlin').toISODate();
    expect(DateTime.fromJSDate(task?.dueAt ?? new Date(0), { zone: 'Europe/Berlin' }).toISODate()).toBe(
      today,
    );
  });

  it('in "did you remind me this morning?"', async () => {
    expect(await intent.say('did you remind me this morning?')).toMatch(/^No/);
    await intent.say('remind me to call mom tomorrow at 5pm');
    await ring(intent, 'call mom');

    expect(await intent.say('did you remind me to call mom?')).toMatch(/call mom/);
  });

  it('in a nearly silent voice note', async () => {
    const voice = { kind: 'audio', mediaOutcome: { problem: 'nothing_heard' as const } };

    expect(await intent.say('', voice)).toMatch(/^I heard nothing/);
  });

  it('in the message that set a reminder, corrected by an edit', async () => {
    const original = intent.message('remind me to call mom tomorrow at 5pm');
    await intent.send(original);
    await intent.say('remind me to call mom tomorrow at 6pm', {
      kind: 'edit',
      refersTo: original.messageKey,
    });

    expect(await intent.say('my reminders')).toMatch(/^Your reminders:\n• call mom: .* 6:00 PM$/);
  });
});
