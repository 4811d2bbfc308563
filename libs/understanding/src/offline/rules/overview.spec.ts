import { understandOffline } from '../understand-offline.ts';

/** A Thursday morning in Berlin. */
const reference = new Date('2026-11-26T09:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];

describe('what a day holds', () => {
  it.each([
    ["what's on my plate tomorrow", '2026-11-27', 'day'],
    ['what have I got on my plate on monday?', '2026-11-30', 'day'],
    ['how much is on my plate this week', '2026-11-23', 'week'],
    ['what have I got going on tomorrow', '2026-11-27', 'day'],
    ['what do we have going on this week', '2026-11-23', 'week'],
    ['anything I should know about tomorrow', '2026-11-27', 'day'],
    ['is there anything I need to remember for friday?', '2026-11-27', 'day'],
  ])('"%s"', (text, day, grain) => {
    const { intent, when } = understand(text);
    expect({ intent, day: when?.start.slice(0, 10), grain: when?.grain }).toEqual({
      intent: 'agenda',
      day,
      grain,
    });
  });

  it.each([
    ["what's on my plate", 'agenda'],
    ['anything I should know about', 'missed'],
    ['anything I should know about spain', 'out_of_scope'],
    ["what's on the plate", 'out_of_scope'],
  ])('without a day: "%s"', (text, intent) => {
    expect(understand(text)).toMatchObject({ intent });
    expect(understand(text).when).toBeUndefined();
  });
});
