import { understandOffline } from '../understand-offline.ts';

/** A Tuesday, three in the afternoon in Berlin. */
const reference = new Date('2026-03-10T14:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];

const day = 1_440;

describe('a reminder that comes again some time after it was done', () => {
  it.each([
    ['remind me to change the filter 90 days after I did it', 'change the filter', 90 * day],
    ['remind me to water the plants every 3 days after I have done it', 'water the plants', 3 * day],
    ['remind me to water the plants 3 days after I watered them', 'water the plants', 3 * day],
    ['remind me 3 days after I watered the plants to water them again', 'water the plants', 3 * day],
    ["please remind me to stretch an hour after it's done", 'stretch', 60],
    ['remind me to descale the kettle again two weeks after the last time', 'descale the kettle', 14 * day],
  ])('"%s"', (text, title, afterDone) => {
    expect(understand(text)).toMatchObject({ intent: 'create_reminder', title, afterDone });
    expect(understand(text).when).toBeUndefined();
  });

  it('rings first at the time that was said', () => {
    expect(understand('remind me to water the plants 3 days after I did it at 8am')).toMatchObject({
      title: 'water the plants',
      afterDone: 3 * day,
      when: { start: '2026-03-11T08:00:00+01:00' },
    });
  });

  it.each([
    'remind me to call Tom 3 days after I get back',
    'remind me to return the parcel two days after I get it',
    'remind me to call mom in 3 days',
    'did I water the plants 3 days after I watered them',
  ])('"%s" is none', (text) => {
    expect(understand(text).afterDone).toBeUndefined();
  });
});
