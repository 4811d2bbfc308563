import { aimsOf } from './aims.mjs';

describe('the aims of a send limit', () => {
  const row = {
    name: '70 a second, 9000 waiting, Redis',
    limit: 70,
    seenLimit: 80,
    fill: 'outbox',
    average: 69.1,
    mostReserved: 70,
    mostSeen: 74,
    aheadSeconds: NaN,
  };
  const aims = (about: object): unknown =>
    aimsOf({ ingress: [], replies: [], limits: [{ ...row, ...about }], health: [] });

  it('are that it is used and kept, by the database and on the way to WhatsApp', () => {
    expect(aims({})).toEqual([
      ['70 a second, 9000 waiting, Redis: average', 69.1, '≥ 66.5'],
      ['70 a second, 9000 waiting, Redis: most reserved', 70, '≤ 70'],
      ['70 a second, 9000 waiting, Redis: most seen', 74, '≤ 80'],
    ]);
  });

  it('are for reminders that hardly one goes ahead of an older one, also when nothing was sent', () => {
    const ahead = '70 a second, 9000 waiting, Redis: ahead of an older one, s';
    expect(aims({ fill: 'reminders', aheadSeconds: 0.4 })).toContainEqual([ahead, 0.4, '≤ 1']);
    expect(aims({ fill: 'reminders' })).toContainEqual([ahead, NaN, '≤ 1']);
  });
});
