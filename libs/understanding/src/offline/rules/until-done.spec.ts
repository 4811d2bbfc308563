import { understandOffline } from '../understand-offline.ts';

/** A Tuesday, three in the afternoon in Berlin. */
const reference = new Date('2026-03-10T14:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];

describe('a reminder until it is done', () => {
  it.each([
    ['keep reminding me until I take my pills every day at 8', 'take my pills', '2026-03-11T08:00:00+01:00'],
    ['keep reminding me to call mom at 5pm until I do it', 'call mom', '2026-03-10T17:00:00+01:00'],
    ["remind me to pay the rent tomorrow at 9 until it's done", 'pay the rent', '2026-03-11T09:00:00+01:00'],
    ['remind me at 6pm to eat and keep reminding me until I do', 'eat', '2026-03-10T18:00:00+01:00'],
    ['nag me to take out the trash at 7pm', 'take out the trash', '2026-03-10T19:00:00+01:00'],
    ['remind me every 10 minutes until I call mom', 'call mom', undefined],
  ])('"%s"', (text, title, start) => {
    const { intent, untilDone, when, title: found } = understand(text);
    expect({ intent, untilDone, found, start: when?.start }).toEqual({
      intent: 'create_reminder',
      untilDone: true,
      found: title,
      start,
    });
  });

  it.each([
    ['remind me to work until 5 tomorrow'],
    ['remind me tomorrow at 9 to wait until I am called'],
    ['remind me to keep the door shut tomorrow'],
    ['remind me every day at 8 to take my pills'],
  ])('is not meant by "%s"', (text) => {
    expect(understand(text)).toMatchObject({ intent: 'create_reminder' });
    expect(understand(text).untilDone).toBeUndefined();
  });
});

describe('a timer', () => {
  it.each([
    ['add 5 minutes to the timer', undefined, '2026-03-10T15:05:00+01:00'],
    ['add 2 more minutes to the pasta timer', 'pasta', '2026-03-10T15:02:00+01:00'],
    ['give the pasta timer another 90 seconds', 'pasta', '2026-03-10T15:01:30+01:00'],
    ['extend the egg timer by 1 minute', 'egg', '2026-03-10T15:01:00+01:00'],
    ['add 5 minutes', undefined, '2026-03-10T15:05:00+01:00'],
  ])('is given more time: "%s"', (text, title, start) => {
    const { intent, when, title: found } = understand(text);
    expect({ intent, found, start: when?.start }).toEqual({ intent: 'update_timer', found: title, start });
  });

  it.each([
    ['set a pasta timer for 10 minutes and an egg timer for 6 minutes', ['pasta', 'egg']],
    ['set a timer for 10 minutes and another one for 20 minutes', [undefined, undefined]],
    ['set a timer for 1 hour and 30 minutes', [undefined]],
  ])('can be several: "%s"', (text, titles) => {
    const { actions } = understandOffline({ text, reference, timezone: 'Europe/Berlin' });
    expect(actions.map(({ title }) => title)).toEqual(titles);
  });
});
