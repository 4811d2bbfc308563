import { DateTime } from 'luxon';

import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;
const sam = { phone: '14155552671', bsuid: 'US.1349', name: 'Sam' };

describe('the answer to which time zone somebody is in', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const say = (text: string, more: Parameters<IntentApp['say']>[1] = {}): Promise<string | null> =>
    intent.say(text, { from: sam, ...more });
  /** Something whose answer depends on the zone, with the question below it. */
  const beAsked = async (): Promise<void> => {
    expect(await say('dentist tomorrow at 3pm')).toMatch(/I take New York time for now\./);
  };
  const zone = async (): Promise<string | null> => {
    const { timezone } = await intent.database.contact.findFirstOrThrow();
    return timezone;
  };

  it.each([
    ['Chicago', 'America/Chicago'],
    ['in Tempe', 'America/Phoenix'],
    ["I'm near Denver", 'America/Denver'],
    ['Texas', 'America/Chicago'],
    ['Springfield, Illinois', 'America/Chicago'],
    ['Smallville, Kansas', 'America/Chicago'],
    ['CST', 'America/Chicago'],
    ['pacific time please', 'America/Los_Angeles'],
    ['America/Denver', 'America/Denver'],
    ['Birmingham', 'America/Chicago'],
    ['yes', 'America/New_York'],
  ])('can be "%s"', async (words, expected) => {
    await beAsked();

    const city = expected.split('/')[1]?.replace('_', ' ') ?? '';
    expect(await say(words)).toMatch(
      new RegExp(`^You are on ${city} time now: it is \\w+, \\d+:\\d\\d [AP]M\\.`),
    );

    expect(await zone()).toBe(expected);
  });

  it('can be spoken', async () => {
    await beAsked();
    const voice = {
      kind: 'audio',
      mediaOutcome: { text: 'in chicago', reading: { heard: { confidence: 0.9, language: 'en' } } },
    };

    expect(await say('', { ...voice, text: undefined })).toContain('You are on Chicago time now');
  });

  it('tells what was set by the other clock before, and "it" is that', async () => {
    await beAsked();

    expect(await say('Chicago')).toMatch(
      /Your appointments stay at their moment\.\nBy that clock:\n• dentist: tomorrow, .*, at 2:00 PM\nIf you meant another time, say for example: move dentist to 3pm$/,
    );
    expect(await say('move it to 3pm')).toMatch(/^Event 'dentist' moved to .* at 3:00 PM$/);

    const [dentist] = await intent.database.event.findMany();
    const at = DateTime.fromJSDate(dentist?.startsAt ?? new Date(0), { zone: 'America/Chicago' });
    expect(at.toFormat('HH:mm')).toBe('15:00');
  });

  it('is asked about where several places are called that, and a tap chooses', async () => {
    await beAsked();

    expect(await say('Springfield')).toMatch(/^Which one do you mean\?\n1\. .*Illinois \(Chicago time\)/s);
    expect(await intent.choices()).toContainEqual(
      expect.objectContaining({ title: 'Oregon', description: 'Los Angeles time' }),
    );
    expect(await intent.tapOn('Illinois', { from: sam })).toContain('You are on Chicago time now');
  });

  it.each(['Illinois', 'IL', 'the one in Illinois', 'Chicago'])(
    'can be given after that question too: "%s"',
    async (words) => {
      await beAsked();
      await say('Springfield');

      expect(await say(words)).toContain('You are on Chicago time now');
    },
  );

  it('may follow after that question and something else', async () => {
    await beAsked();
    await say('Springfield');
    await say('buy milk');

    expect(await say('the one in Oregon')).toContain('You are on Los Angeles time now');
  });

  it('is also where somebody lives, as long as the zone is a guess', async () => {
    expect(await say('I live in Tempe')).toContain('You are on Phoenix time now');
    expect(await say('I live in Plano')).not.toContain('You are on');
  });

  it.each<[string, RegExp]>([
    ['cancel that', /'dentist' cancelled/],
    ['no at four', /'dentist' moved to .* at 4:00 PM/],
    ['no thanks', /^(?!.*Which city).*/s],
  ])('is not "%s", which is said of what was done', async (words, answer) => {
    await beAsked();

    expect(await say(words)).toMatch(answer);
    expect(await zone()).toBeNull();
  });

  it('is no wish that comes in between, and may follow later', async () => {
    await beAsked();

    expect(await say('buy milk')).toContain('milk');
    expect(await say('thanks')).not.toContain('time zone');
    // A city in France, and praise.
    expect(await say('nice')).not.toContain('time zone');
    expect(await intent.database.task.count()).toBe(1);
    expect(await zone()).toBeNull();
    expect(await say('Chicago')).toContain('You are on Chicago time now');
  });

  it('is helped with where the place is not known, or the guess is not right', async () => {
    await beAsked();

    expect(await say('no')).toMatch(/^Which city are you in\?/);
    expect(await say('Entenhausen')).toMatch(
      /^I do not know whose time Entenhausen has\. Tell me a larger city nearby, or the time zone/,
    );
    expect(await zone()).toBeNull();
    expect(await say('Denver')).toContain('You are on Denver time now');
  });

  it('is not what is said of a journey', async () => {
    await beAsked();

    // Not the one in Texas, and home is where it was taken to be.
    expect(await say("I'm in Paris this week")).toMatch(
      /^You are on Paris time now: .* you are back on New York time\./,
    );
  });

  it('is taken back by undo, and not asked for again', async () => {
    await beAsked();
    await say('Chicago');

    expect(await say('undo')).toBe('Undone: “Chicago”');
    expect(await zone()).toBeNull();
    expect(await say('lunch tomorrow at noon')).not.toContain('for now');
    expect(await say('Chicago')).not.toContain('You are on');
  });

  it('is one also where the place of a wish is not known', async () => {
    await intent.say('set my time zone to Entenhausen');

    expect(await intent.say('Tempe')).toContain('You are on Phoenix time now');
  });

  it('is understood in German and Spanish as far as it is a place', async () => {
    const luis = { phone: '5215512345678', bsuid: 'MX.1349', name: 'Luis' };
    expect(await intent.say('dentist tomorrow at 3pm', { from: luis })).toMatch(
      /I take Mexico City time for now\./,
    );

    expect(await intent.say('estoy en Tijuana', { from: luis })).toContain('Tijuana');
  });
});
