import { readFileSync } from 'node:fs';

import type { BusinessNumber } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import { People, phoneDigits } from '../people.ts';
import { Faults, faultsSchema } from '../scenario/faults.ts';
import { ClosedWindows } from './closed-windows.ts';
import { magicRecipients } from './magic-recipients.ts';
import { MessagingLimit } from './messaging-limit.ts';
import { NumberState } from './number-state.ts';
import { PairLimit } from './pair-limit.ts';
import { Recipients } from './recipients.ts';
import { Rules } from './rules.ts';
import type { Attempt, SendRule } from './send-rule.ts';
import { ServiceWindows } from './service-windows.ts';
import { Throughput } from './throughput.ts';
import { TroubledPeople } from './troubled-people.ts';

const second = 1_000;
const hour = 3_600 * second;

let clock: Clock;
let rules: Rules;
let windows: ServiceWindows;

beforeEach(() => {
  clock = new Clock();
  rules = new Rules();
  windows = new ServiceWindows(clock, rules);
});
afterEach(() => clock.onModuleDestroy());

const usual = {
  id: '1',
  phone: '15550783881',
  status: 'CONNECTED',
  throughput: 'STANDARD',
} as BusinessNumber;

/** The same person each time. */
const people = new People();

/** A message of the usual number, to somebody with this user id and phone. */
function attempt(userId = 'US.1', about: Partial<BusinessNumber> = {}, isTemplate = false): Attempt {
  const person = people.withUserId(userId);
  person.phone = `1650555${userId.slice(3).padStart(4, '0')}`;
  return { number: { ...usual, ...about }, person, isTemplate };
}

/** The codes with which so many messages in a row are refused; null for each that passes. */
const codesOf = (rule: SendRule, times: number, what = attempt()) =>
  Array.from({ length: times }, () => rule.judge(what)?.code ?? null);
const passed = (rule: SendRule, times: number, what = attempt()) =>
  codesOf(rule, times, what).filter((code) => code === null).length;

describe('between one number and one person', () => {
  let pairs: PairLimit;
  beforeEach(() => {
    pairs = new PairLimit(clock, rules);
  });

  it('45 messages go through at once, then one each six seconds', () => {
    expect(codesOf(pairs, 46)).toEqual([...Array.from({ length: 45 }, () => null), 131_056]);
    clock.advance(5 * second);
    expect(codesOf(pairs, 1)).toEqual([131_056]);
    clock.advance(second);
    expect(codesOf(pairs, 2)).toEqual([null, 131_056]);
    clock.advance(20 * 6 * second);
    expect(passed(pairs, 46)).toBe(20);
  });

  it('silence saves up no more than 45 messages', () => {
    codesOf(pairs, 45);
    clock.advance(hour);
    expect(passed(pairs, 100)).toBe(45);
  });

  it.each(['bucket', 'strict'] as const)(
    'one message in six seconds always goes through (%s)',
    (pairLimit) => {
      rules.change({ pairLimit });
      const codes = Array.from({ length: 100 }, () => {
        clock.advance(6 * second);
        return pairs.judge(attempt())?.code;
      });
      expect(new Set(codes)).toEqual(new Set([undefined]));
    },
  );

  it.each(['bucket', 'strict'] as const)('nothing is owed any more after a reset (%s)', (pairLimit) => {
    rules.change({ pairLimit });
    codesOf(pairs, 46);
    pairs.reset();
    expect(codesOf(pairs, 1)).toEqual([null]);
  });

  it.each(['bucket', 'strict'] as const)('what others write or get does not count (%s)', (pairLimit) => {
    rules.change({ pairLimit });
    codesOf(pairs, 46);
    expect(codesOf(pairs, 1, attempt('US.2'))).toEqual([null]);
    expect(codesOf(pairs, 1, attempt('US.1', { id: '2' }))).toEqual([null]);
  });

  it('anything goes when the limit is switched off', () => {
    rules.change({ pairLimit: 'off' });
    expect(passed(pairs, 100)).toBe(100);
  });

  describe('when the limit is strict', () => {
    beforeEach(() => rules.change({ pairLimit: 'strict' }));

    it('45 messages go through at once, then none until they are paid off', () => {
      expect(codesOf(pairs, 46)).toEqual([...Array.from({ length: 45 }, () => null), 131_056]);
      clock.advance(45 * 6 * second - second);
      expect(codesOf(pairs, 1)).toEqual([131_056]);
      clock.advance(second);
      expect(codesOf(pairs, 1)).toEqual([null]);
    });

    it('20 messages at once are paid off in two minutes', () => {
      codesOf(pairs, 20);
      clock.advance(6 * second);
      expect(codesOf(pairs, 1)).toEqual([131_056]);
      clock.advance(114 * second);
      expect(codesOf(pairs, 1)).toEqual([null]);
    });
  });
});

describe('a number', () => {
  let throughput: Throughput;
  beforeEach(() => {
    throughput = new Throughput(clock, rules);
  });

  it.each([
    ['80', 'STANDARD', 80],
    ['1,000', 'HIGH', 1_000],
  ] as const)('sends %s messages in any second at level %s', (_, level, limit) => {
    const what = attempt('US.1', { throughput: level });
    expect(passed(throughput, limit + 5, what)).toBe(limit);
    expect(throughput.judge(what)).toEqual({ how: 'refused', code: 130_429 });
    clock.advance(second);
    expect(passed(throughput, limit + 5, what)).toBe(limit);
  });

  it('has its second slide along', () => {
    rules.change({ messagesPerSecond: 2 });
    codesOf(throughput, 1);
    clock.advance(600);
    expect(passed(throughput, 2)).toBe(1);
    clock.advance(600);
    expect(passed(throughput, 2)).toBe(1);
  });

  it('sends less in a second in which people wrote to it', () => {
    for (let written = 0; written < 30; written++) throughput.received(usual);
    expect(passed(throughput, 80)).toBe(50);
    clock.advance(second);
    expect(passed(throughput, 81)).toBe(80);
  });

  it('gets whatever people write, and sends again once there is room', () => {
    for (let written = 0; written < 200; written++) throughput.received(usual);
    expect(codesOf(throughput, 1)).toEqual([130_429]);
    clock.advance(second);
    expect(codesOf(throughput, 1)).toEqual([null]);
  });

  it('does not pay for another one', () => {
    codesOf(throughput, 80);
    expect(codesOf(throughput, 1, attempt('US.1', { id: '2' }))).toEqual([null]);
  });

  it.each([
    ['CONNECTED', null],
    ['FLAGGED', null],
    ['PENDING', 133_010],
    ['DISCONNECTED', 133_010],
    ['BANNED', 131_031],
    ['RESTRICTED', 131_031],
    ['RATE_LIMITED', 130_429],
  ] as const)('that is %s answers %s', (status, code) => {
    expect(codesOf(new NumberState(), 1, attempt('US.1', { status }))).toEqual([code]);
  });

  it('does not write to itself', () => {
    expect(codesOf(new Recipients(), 1, attempt('US.1', { phone: '16505550001' }))).toEqual([131_021]);
  });

  it('for tests writes only to the phones on its list', () => {
    const list = { allowedRecipients: new Set(['16505550001']) };
    const recipients = new Recipients();
    expect(codesOf(recipients, 1, attempt('US.1', list))).toEqual([null]);
    expect(codesOf(recipients, 1, attempt('US.2', list))).toEqual([131_030]);
    const { person, ...rest } = attempt('US.1', list);
    expect(codesOf(recipients, 1, { ...rest, person: { ...person, phone: undefined } })).toEqual([131_030]);
  });
});

describe('24 hours after a person wrote', () => {
  let closed: ClosedWindows;
  beforeEach(() => {
    closed = new ClosedWindows(windows, rules);
    windows.heard(attempt());
    clock.advance(24 * hour);
  });

  it('and not a second earlier, free messages end', () => {
    windows.heard(attempt());
    clock.advance(24 * hour - second);
    expect(codesOf(closed, 1)).toEqual([null]);
    clock.advance(second);
    expect(codesOf(closed, 1)).toEqual([131_047]);
  });

  it('a free message fails later', () => {
    expect(closed.judge(attempt())).toEqual({ how: 'fails later', code: 131_047 });
  });

  it.each([
    ['refused', { how: 'refused', code: 131_047 }],
    ['sent all the same', undefined],
  ] as const)('a free message is %s when the rules say so', (closedWindow, verdict) => {
    rules.change({ closedWindow });
    expect(closed.judge(attempt())).toEqual(verdict);
  });

  it('a template still goes', () => {
    expect(closed.judge(attempt('US.1', {}, true))).toBeUndefined();
  });

  it('a new message of theirs opens it again', () => {
    windows.heard(attempt());
    expect(closed.judge(attempt())).toBeUndefined();
  });
});

describe('the messaging limit', () => {
  let limit: MessagingLimit;
  const template = (userId: string, about = {}) => attempt(userId, about, true);
  beforeEach(() => {
    limit = new MessagingLimit(windows, clock, rules);
    rules.change({ messagingLimit: 2, strangersWrote: false });
  });

  it('is one of people, not of messages, in any 24 hours', () => {
    expect(passed(limit, 3, template('US.1'))).toBe(3);
    clock.advance(hour);
    expect(codesOf(limit, 1, template('US.2', { id: '2' }))).toEqual([null]);
    expect(limit.judge(template('US.3'))).toMatchObject({ how: 'fails later', code: 131_000 });
    expect(codesOf(limit, 1, template('US.1'))).toEqual([null]);
    clock.advance(23 * hour);
    expect(codesOf(limit, 1, template('US.3'))).toEqual([131_000]);
    clock.advance(hour);
    expect(codesOf(limit, 1, template('US.3'))).toEqual([null]);
  });

  it('leaves out people who wrote, and what is no template', () => {
    for (const userId of ['US.1', 'US.2', 'US.3']) {
      windows.heard(template(userId));
      expect(codesOf(limit, 1, template(userId))).toEqual([null]);
      expect(codesOf(limit, 1, attempt(`${userId}0`))).toEqual([null]);
    }
    expect(passed(limit, 1, template('US.4'))).toBe(1);
  });

  it('fails with the code that the rules name', () => {
    rules.change({ messagingLimit: 0, messagingLimitCode: 131_048 });
    expect(codesOf(limit, 1, template('US.1'))).toEqual([131_048]);
  });
});

describe('a person who can not be reached', () => {
  it('is named by the scenario, always or a few times', () => {
    const faults = new Faults();
    const troubled = new TroubledPeople(faults);
    const list = [
      { phone: '+1 650 555 0001', code: 131_026 },
      { userId: 'US.2', code: 131_049, how: 'refused', times: 1 },
    ];
    faults.set(faultsSchema.parse({ people: list }));
    expect(troubled.judge(attempt('US.1'))).toEqual({ how: 'fails later', code: 131_026 });
    expect(codesOf(troubled, 2, attempt('US.1'))).toEqual([131_026, 131_026]);
    expect(troubled.judge(attempt('US.2'))).toEqual({ how: 'refused', code: 131_049 });
    expect(codesOf(troubled, 1, attempt('US.2'))).toEqual([null]);
    expect(codesOf(troubled, 1, attempt('US.3'))).toEqual([null]);
    faults.set(faultsSchema.parse({ people: [] }));
    expect(codesOf(troubled, 1, attempt('US.1'))).toEqual([null]);
  });

  it('has one of the phones that nobody has', () => {
    const troubled = new TroubledPeople(new Faults());
    for (const [phone, verdict] of magicRecipients) {
      expect(phone).toMatch(/^120255501\d\d$/);
      const { person, ...rest } = attempt();
      expect(troubled.judge({ ...rest, person: { ...person, phone } })).toEqual(verdict);
    }
  });

  it('can be looked up in the documentation', () => {
    const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| (\+1 202[\d ]+?) +\| (\d+) +\| (refused|fails later) +\|/gm)];
    const table = rows.map(([, phone, code, how]) => [phoneDigits(phone!), { how, code: Number(code) }]);
    expect(table).toEqual([...magicRecipients]);
  });

  it.each([
    ['no person', { people: [{ code: 131_026 }] }],
    ['no code', { people: [{ phone: '16505550001' }] }],
    ['no way to fail', { sends: { times: 1 } }],
    ['no code for what fails later', { sends: { status: 'accepted, then failed', times: 1 } }],
  ])('is not understood with %s', (_, input) => {
    expect(faultsSchema.safeParse(input).success).toBe(false);
  });
});
