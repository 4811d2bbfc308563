import type { Check } from './check.ts';
import type { Facts, Said, Sent } from './facts.ts';
import { mostWithin } from './limits.ts';
import { verdictOn } from './verdict.ts';

const limits = { perSecond: 80, reservedPerSecond: 40, perMinute: 2_080, reservedPerMinute: 2_000 };
const sheena = '16505551234';
const start = Date.parse('2026-03-01T12:00:00Z');

function said(number: number, about: Partial<Said> = {}): Said {
  const at = start + number * 10_000;
  const record = {
    receivedAt: at + 5,
    recordedAt: at + 20,
    handledAt: at + 40,
    wasOvertaken: false,
    outcome: 'acted',
    answerStatus: 'read',
    answerBegunAt: null,
    answerSentAt: null,
  };
  const [person, wamid, title] = [sheena, `wamid.${number}`, `thing ${number}`];
  return { wamid, person, number, title, at, acknowledgedAt: at + 10, record, ...about };
}
const answer = (number: number, about: Partial<Sent> = {}): Sent => ({
  at: start + number * 10_000 + 50,
  person: sheena,
  body: `Task ${number}: thing ${number} added to your list`,
  outboundId: `id-${number}`,
  answers: `wamid.${number}`,
  alsoAnswers: [],
  ...about,
});
const task = (number: number, place = number) => ({
  person: sheena,
  title: `thing ${number}`,
  number: place,
});

/** Three messages, each done and answered in its turn. */
const right = (): Facts => ({
  said: [said(1), said(2), said(3)],
  sends: [answer(1), answer(2), answer(3)],
  refusals: [],
  tasks: [task(1), task(2), task(3)],
});
const broken = (facts: Facts): string[] =>
  verdictOn(facts, limits)
    .filter(({ holds }) => !holds)
    .map(({ what }) => what);
const line = (facts: Facts, what: string): Check | undefined =>
  verdictOn(facts, limits).find((one) => one.what === what);

it('a run in which each message was done and answered in its turn holds', () => {
  expect(broken(right())).toEqual([]);
  expect(line(right(), 'done and answered')?.count).toBe(3);
});

describe('a message without an answer is lost', () => {
  const record = { ...said(3).record!, handledAt: null, answerStatus: null };
  const handled = { ...record, handledAt: start };
  it.each([
    [{ acknowledgedAt: null, record: null }, 'its webhook was never acknowledged'],
    [{ record: null }, 'acknowledged, not recorded'],
    [{ record }, 'recorded, not handled'],
    [{ record: handled }, 'handled (acted), without an answer'],
    [{ record: { ...handled, answerStatus: 'failed' } }, 'handled (acted), its answer is failed'],
  ])('and the books say how far it came: %j', (about, howFar) => {
    const facts = { ...right(), said: [said(1), said(2), said(3, about)], sends: [answer(1), answer(2)] };
    expect(broken(facts)).toEqual(['lost: never answered']);
    expect(line(facts, 'lost: never answered')?.examples).toEqual([`${sheena} #3: ${howFar}`]);
  });
});

it('a message that was not done and whose person was told is no loss, but is counted', () => {
  const facts = { ...right(), tasks: [task(1), task(2)] };
  expect(broken(facts)).toEqual([]);
  expect(line(facts, 'not done, and the person was told')?.count).toBe(1);
});

it('a task that exists twice was acted on twice', () => {
  expect(broken({ ...right(), tasks: [task(1), task(2), task(3), task(3, 4)] })).toEqual(['acted twice']);
});

describe('sent twice', () => {
  const [oneId, oneMessage, sameWords] = [
    'sent twice: one id accepted again',
    'sent twice: one message answered again',
    'sent twice: the same words again',
  ];
  it.each([
    ['the same message again', answer(3, { at: start + 60_000 }), [oneId, oneMessage, sameWords]],
    ['another row with the same answer', answer(3, { outboundId: 'other' }), [oneMessage, sameWords]],
    ['another answer to the same message', answer(3, { outboundId: 'other', body: 'Sorry?' }), [oneMessage]],
    [
      'the same words without being an answer',
      answer(3, { outboundId: 'other', answers: null }),
      [sameWords],
    ],
  ])('is %s', (_, again, expected) => {
    const facts = { ...right(), sends: [...right().sends, again] };
    expect(broken(facts)).toEqual(expected);
  });

  it('is not the same words to somebody else', () => {
    const other = answer(3, { person: '16505550000', outboundId: 'other', answers: 'wamid.other' });
    expect(broken({ ...right(), sends: [...right().sends, other] })).toEqual([]);
  });
});

describe('limits', () => {
  const others = (count: number, at: (nth: number) => number, person = (nth: number) => `p${nth}`): Sent[] =>
    Array.from({ length: count }, (_, nth) =>
      answer(0, { at: at(nth), person: person(nth), outboundId: `x${nth}`, body: `b${nth}`, answers: null }),
    );

  it('hold with 80 in a second, received ones included', () => {
    const second = right().said[0]!.at;
    const facts = (count: number): Facts => ({
      ...right(),
      sends: [answer(1), answer(2), answer(3), ...others(count, () => second)],
    });
    expect(broken(facts(78))).toEqual([]);
    expect(broken(facts(79))).toEqual(['most in a second, sent and received']);
  });

  it.each([
    ['a second', 40, 1],
    ['a minute', 2_000, 29],
  ])('hold with as many reserved in %s as are allowed', (time, most, everyMs) => {
    const { record, ...usual } = said(1);
    const facts = (count: number): Facts => ({
      ...right(),
      said: Array.from({ length: count }, (_, nth) => ({
        ...usual,
        wamid: `wamid.${nth}`,
        at: start + nth * 1_000,
        record: { ...record!, answerSentAt: start + nth * everyMs },
      })),
    });
    const reserved = (count: number): Check | undefined => line(facts(count), `most reserved in ${time}`);
    expect(reserved(most)).toMatchObject({ count: most, holds: true });
    expect(reserved(most + 1)).toMatchObject({ count: most + 1, holds: false });
  });

  it('hold with as many sent in a minute as are allowed', () => {
    const facts = { ...right(), sends: others(30, (nth) => start + nth * 1_000) };
    const line30 = (perMinute: number) =>
      verdictOn(facts, { ...limits, perMinute }).find(({ what }) => what === 'most sent in a minute');
    expect(line30(30)).toMatchObject({ count: 30, holds: true });
    expect(line30(29)).toMatchObject({ holds: false });
  });

  it('hold with 45 to one person at once, and one more every six seconds', () => {
    const toOne = (count: number, at: (nth: number) => number): Facts => ({
      ...right(),
      sends: [...right().sends, ...others(count, at, () => 'one')],
    });
    const over = ['people who got more than the pair limit'];
    expect(broken(toOne(45, (nth) => start + nth * 100))).toEqual([]);
    expect(broken(toOne(46, (nth) => start + nth * 100))).toEqual(over);
    expect(broken(toOne(46, (nth) => start + nth * 140))).toEqual([]);
  });

  it('were broken when WhatsApp refused by a rule, not when the plan had it refuse', () => {
    const refused = (code: number, isInjected: boolean): Facts => ({
      ...right(),
      refusals: [{ at: start, code, isInjected }],
    });
    expect(broken(refused(130_429, true))).toEqual([]);
    expect(broken(refused(130_429, false))).toEqual(['refused as too fast (130429)']);
    expect(broken(refused(131_056, false))).toEqual(['refused as too many to one person (131056)']);
    expect(broken(refused(131_047, false))).toEqual(['refused for another reason']);
  });

  it.each([
    [[], 0],
    [[5], 1],
    [[0, 500, 999], 3],
    [[0, 500, 1_000], 2],
    [[1_000, 0, 500, 1_400], 3],
  ])('count what lies within any second: %j', (moments, most) => {
    expect(mostWithin(moments, 1_000)).toBe(most);
  });
});

describe('order', () => {
  const swapped = { tasks: [task(1), task(3, 2), task(2, 3)], sends: [answer(1), answer(3), answer(2)] };

  it('is broken when a later message is acted on first', () => {
    expect(broken({ ...right(), ...swapped })).toEqual(['acted on out of order']);
  });

  it('is broken when only the answers change places', () => {
    expect(broken({ ...right(), sends: swapped.sends })).toEqual(['answered out of order']);
  });

  it.each([
    ['is kept when the earlier answer was tried for as long as the later one must wait', 30_000, []],
    ['is broken when the later one did not wait so long', 29_999, ['answered out of order']],
  ])('%s', (_, waitedMs, expected) => {
    const [tried, ahead] = [said(2), said(3)];
    const facts = {
      ...right(),
      sends: swapped.sends,
      said: [
        said(1),
        { ...tried, record: { ...tried.record!, answerBegunAt: 1_000 } },
        { ...ahead, record: { ...ahead.record!, answerSentAt: 1_000 + waitedMs } },
      ],
    };
    expect(broken(facts)).toEqual(expected);
  });

  it('is kept when the webhook of the message came after the one that went ahead', () => {
    const receivedAt = said(3).record!.receivedAt + 1;
    const late = said(2, { record: { ...said(2).record!, receivedAt } });
    const facts = { ...right(), ...swapped, said: [said(1), late, said(3)] };
    expect(broken(facts)).toEqual([]);
    expect(line(facts, 'others went ahead: its webhook came later')?.count).toBe(1);
  });

  it('is broken when the message was there in time and only its acknowledgement came later', () => {
    const unheard = said(2, { acknowledgedAt: said(3).acknowledgedAt! + 60_000 });
    expect(broken({ ...right(), ...swapped, said: [said(1), unheard, said(3)] })).toEqual([
      'acted on out of order',
    ]);
  });

  it.each([
    ['is kept when both were written in one second and came at once', 0, -1, []],
    [
      'is broken when both came at once but were written in different seconds',
      1_000,
      -1,
      ['acted on out of order'],
    ],
    ['is kept when of two that came at once the one that went ahead was taken first', 1_000, 1, []],
  ])('%s', (_, laterByMs, acknowledgedLaterByMs, expected) => {
    const record = { ...said(2).record!, receivedAt: said(3).record!.receivedAt };
    const facts = { ...right(), ...swapped };
    const acknowledgedAt = said(3).acknowledgedAt! + acknowledgedLaterByMs;
    const both = [said(2, { record, acknowledgedAt }), said(3, { at: said(2).at + laterByMs })];
    expect(broken({ ...facts, said: [said(1), ...both] })).toEqual(expected);
  });

  it.each([
    ['was noted as overtaken', { wasOvertaken: true }, {}],
    ['was waited for as long as others wait', {}, { handledAt: said(3).record!.recordedAt + 30_000 }],
  ])('is kept when the message %s', (_, ofOvertaken, ofAhead) => {
    const [stuck, ahead] = [
      said(2, { record: { ...said(2).record!, ...ofOvertaken } }),
      said(3, { record: { ...said(3).record!, ...ofAhead } }),
    ];
    const facts = { ...right(), ...swapped, said: [said(1), stuck, ahead] };
    expect(broken(facts)).toEqual([]);
    expect(line(facts, 'others went ahead after the bounded wait')?.count).toBe(1);
  });

  it('is that of one person: others do not count', () => {
    const other = { person: '16505550000' };
    const theirs = said(1, { ...other, wamid: 'wamid.other', at: start });
    const facts = {
      ...right(),
      said: [...right().said, theirs],
      sends: [...right().sends, answer(1, { ...other, outboundId: 'other', answers: 'wamid.other' })],
      tasks: [...right().tasks, { ...task(1), ...other }],
    };
    expect(broken(facts)).toEqual([]);
  });
});

describe('an answer that was appended to an earlier one', () => {
  const together = (): Sent => answer(2, { alsoAnswers: ['wamid.3'] });

  it('is an answer, in its place', () => {
    expect(broken({ ...right(), sends: [answer(1), together()] })).toEqual([]);
    expect(broken({ ...right(), sends: [together(), answer(1)] })).toEqual(['answered out of order']);
  });

  it('is not to be sent by itself, too', () => {
    expect(broken({ ...right(), sends: [answer(1), together(), answer(3)] })).toEqual([
      'sent twice: one message answered again',
    ]);
  });
});
