import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-11-26T09:00:00Z'), timezone: 'Europe/Berlin' }).actions;

describe('a place in what was told last', () => {
  it.each([
    ['delete the second one', [2]],
    ['remove the first two', [1, 2]],
    ['cancel the last three', [-3, -2, -1]],
    ['get rid of the last one', [-1]],
    ['drop number 3', [3]],
    ['delete numbers 2 and 4', [2, 4]],
    ['scrap both of them', [1, 2]],
    ['take the top one off', [1]],
    ['cancel the first and third', [1, 3]],
    ['delete the second to last one', [-2]],
    ['remove the bottom one', [-1]],
    ["I don't need the second one any more", [2]],
    ['the 2nd one is cancelled', [2]],
  ])('is removed: "%s"', (text, places) => {
    expect(understand(text)).toMatchObject([
      { intent: expect.stringMatching(/^(?:delete|cancel)_/), places },
    ]);
  });

  it.each([
    ['the last one is done', [-1]],
    ['the first two are done', [1, 2]],
    ['done with the third one', [3]],
    ['I did the second one', [2]],
    ["I've already finished the last two", [-2, -1]],
    ['tick off the first one', [1]],
    ['cross the fourth off', [4]],
    ['mark number 2 as done', [2]],
    ['both are done', [1, 2]],
    ["that's the second one done", [2]],
    ['finished the penultimate one', [-2]],
  ])('is done: "%s"', (text, places) => {
    expect(understand(text)).toMatchObject([{ intent: 'complete_task', places }]);
  });

  it.each([
    ['move the second one to 5', { places: [2], when: { start: '2026-11-26T17:00:00+01:00' } }],
    ['move the last one to friday', { places: [-1], when: { start: '2026-11-27T00:00:00+01:00' } }],
    ['rename number 3 to yoga', { places: [3], newTitle: 'yoga' }],
    ['rename the first one to oat milk', { places: [1], newTitle: 'oat milk' }],
    ['push the second one back an hour', { places: [2], laterBy: 60 }],
    ['make the last one 6pm', { places: [-1], when: { start: '2026-11-26T18:00:00+01:00' } }],
    ['the second one has been moved to friday', { places: [2] }],
    ['postpone the first two by a day', { places: [1, 2], laterBy: 1_440 }],
    ['snooze the second one for an hour', { places: [2], when: { start: '2026-11-26T11:00:00+01:00' } }],
  ])('is changed: "%s"', (text, change) => {
    expect(understand(text)).toMatchObject([change]);
    expect(understand(text)[0]?.title).toBeUndefined();
  });

  it.each([
    ['delete the first one and move the second one to 5', [[1], [2]]],
    ['the first one is done, cancel the last one', [[1], [-1]]],
  ])('may be one of several: "%s"', (text, places) => {
    expect(understand(text).map((action) => action.places)).toEqual(places);
  });

  it.each([
    'move the meeting to the second',
    'dentist on the third',
    'cancel the first meeting tomorrow',
    'add the second season to my list',
    'what is the second largest city',
    'who was the first one on the moon',
    'remind me to call the last number',
    'both my sisters are visiting on friday',
  ])('is none: "%s"', (text) => {
    expect(understand(text).every(({ places }) => places === undefined)).toBe(true);
  });
});
