import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('where a person is', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  it('decides what their times mean from then on', async () => {
    await intent.say('dentist tomorrow at 3pm');

    expect(await intent.say('my time zone is Tokyo')).toMatch(
      /^You are on Tokyo time now: it is \w+, \d+:\d\d [AP]M\./,
    );

    // The appointment stays at its moment: Tokyo is seven or eight hours ahead of Berlin.
    expect(await intent.say("what's on my calendar")).toMatch(/(?:10|11):00 PM: dentist/);
    const [event] = await intent.database.event.findMany();
    await intent.say('lunch tomorrow at noon');
    const [, lunch] = await intent.database.event.findMany({ orderBy: { createdAt: 'asc' } });
    expect(event?.timezone).toBe('Europe/Berlin');
    expect(lunch?.startsAt.getUTCHours()).toBe(3);
  });

  it.each([
    ["I'm in Tokyo this week", 'Tokyo'],
    ['my time zone is Europe/Paris', 'Paris'],
    ['set my time zone to New York', 'New York'],
  ])('is told in many ways: "%s"', async (words, city) => {
    expect(await intent.say(words)).toContain(`You are on ${city} time now`);
  });

  it('has to be known', async () => {
    expect(await intent.say('set my time zone to Entenhausen')).toMatch(
      /^I do not know whose time Entenhausen has/,
    );
  });
});
