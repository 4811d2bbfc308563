import 'reflect-metadata';

import { setImmediate } from 'node:timers/promises';

import { waitUntil } from '#testing';

import { type ReceivedWebhook, SimulatorApp } from '../../test/simulator-app.ts';
import { Clock } from '../clock.ts';
import { type RuleValues, Rules } from '../rules/rules.ts';
import { Books, type WebhookEntry } from '../scenario/books.ts';
import { signatureOf } from './webhook.bytes.ts';

let simulator: SimulatorApp;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

const rule = (values: Partial<RuleValues>): void => simulator.get(Rules).change(values);
const entries = (): WebhookEntry[] => simulator.get(Books).webhooks;
const arrived = (count: number): Promise<unknown> =>
  waitUntil(`${count} webhooks arrived`, () => simulator.received.length >= count);

async function say(text: string, who: object = {}): Promise<string> {
  const { body } = await simulator.call<{ wamid: string }>('POST', '/_phone/messages', { text, ...who });
  return body.wamid;
}

const textsOf = ({ entry }: ReceivedWebhook): unknown[] =>
  entry.flatMap(({ changes }) =>
    changes.flatMap(({ value }) =>
      (value.messages as { text: { body: string } }[]).map(({ text }) => text.body),
    ),
  );

describe('webhooks that come within the batch time', () => {
  const other = { phone: '4915112345678' };

  it('share one POST, with what one person says in a row in one change', async () => {
    rule({ batchMs: 60_000 });
    await say('one');
    await say('two');
    await say('three', other);
    await say('four');
    simulator.get(Clock).advance(60_000);
    await arrived(1);
    const { entry } = simulator.received[0]!;
    expect(entry.map(({ id }) => id)).toEqual(['102290129340398']);
    expect(entry[0]!.changes.map(({ value }) => (value.messages as unknown[]).length)).toEqual([2, 1, 1]);
    expect(entry[0]!.changes[0]!.value.contacts).toHaveLength(1);
    expect(textsOf(simulator.received[0]!)).toEqual(['one', 'two', 'three', 'four']);
    await waitUntil('all are acknowledged', () => entries().every(({ lastStatus }) => lastStatus === 200));
    expect(entries().map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
  });

  it('leave at once when there are enough', async () => {
    rule({ batchMs: 60_000, batchSize: 2 });
    await say('one');
    await say('two');
    await arrived(1);
    expect(textsOf(simulator.received[0]!)).toEqual(['one', 'two']);
  });

  it('still come person by person in order', async () => {
    rule({ batchMs: 5, batchSize: 3 });
    const said = Array.from({ length: 12 }, (_, i) => `message ${i}`);
    for (const text of said) await say(text, Number(text.at(-1)) % 2 ? {} : other);
    const heard = (): unknown[] => simulator.received.flatMap(textsOf);
    await waitUntil('all arrived', () => heard().length === 12);
    const odd = (texts: unknown[]): unknown[] => texts.filter((text) => Number(String(text).at(-1)) % 2);
    expect(odd(heard())).toEqual(odd(said));
    expect(heard().filter((text) => !odd([text]).length)).toEqual(said.filter((text) => !odd([text]).length));
  });
});

describe('a webhook that is not answered with 200', () => {
  const day = 24 * 3_600_000;

  it('comes again with the same bytes, ever more seldom, for seven days', async () => {
    simulator.holdTime();
    simulator.answers.push(...Array.from({ length: 100 }, () => 503));
    rule({ batchMs: 0 });
    await say('Grüße / 👋');
    for (const [waitMs, attempts] of [
      [500, 2],
      [1_000, 3],
      [2_000, 4],
      [600_000, 5],
      [6 * day, 6],
      [2 * day, 7],
    ] as const) {
      await waitUntil('it was tried', () => entries()[0]!.attempts === attempts - 1);
      // Let the answer be dealt with before time goes on.
      await setImmediate();
      simulator.get(Clock).advance(waitMs);
    }
    await waitUntil('it was tried', () => entries()[0]!.attempts === 7);
    simulator.get(Clock).advance(day);
    await setImmediate();
    expect(simulator.received).toHaveLength(7);
    expect(new Set(simulator.received.map(({ raw }) => raw.toString('latin1'))).size).toBe(1);
  });

  it('comes again faster when the rules say so', async () => {
    rule({ redeliverySpeed: 1_000 });
    simulator.answers.push(500, 500, 500, 500, 500);
    await say('hi');
    await waitUntil('it is acknowledged', () => entries()[0]!.acknowledgedAt);
    expect(entries()[0]).toMatchObject({ attempts: 6, lastStatus: 200 });
  });
});

describe('mishaps', () => {
  it('deliver twice with the same bytes', async () => {
    rule({ duplicates: 1 });
    await say('hi');
    await arrived(2);
    expect(simulator.received[1]!.raw).toEqual(simulator.received[0]!.raw);
    await waitUntil('both are in the books', () => entries()[0]!.attempts === 2);
    expect(entries()[0]!.mishaps).toEqual(['duplicated']);
  });

  it('let a message overtake the one before, each pair', async () => {
    simulator.holdTime();
    rule({ reordered: 1 });
    for (const text of ['one', 'two', 'three', 'four']) await say(text);
    await arrived(4);
    expect(simulator.received.flatMap(textsOf)).toEqual(['two', 'one', 'four', 'three']);
  });

  it('do not keep back a message that nothing overtakes', async () => {
    rule({ reordered: 1 });
    await say('alone');
    simulator.get(Clock).advance(1_000);
    await arrived(1);
  });

  it('deliver late', async () => {
    rule({ late: 1, lateByMs: 3_600_000 });
    await say('late');
    rule({ late: 0 });
    await say('prompt');
    await arrived(1);
    simulator.get(Clock).advance(3_600_000);
    await arrived(2);
    expect(simulator.received.flatMap(textsOf)).toEqual(['prompt', 'late']);
  });

  it('lose a message for good', async () => {
    rule({ lost: 1 });
    await say('lost');
    rule({ lost: 0 });
    await say('found');
    await arrived(1);
    expect(simulator.received.flatMap(textsOf)).toEqual(['found']);
    expect(entries()[0]).toMatchObject({ attempts: 0, mishaps: ['lost'] });
  });

  it('send a wrongly signed copy ahead', async () => {
    rule({ wrongSignatures: 1 });
    simulator.answers.push(401);
    await say('hi');
    await arrived(2);
    const [forged, right] = simulator.received;
    expect(forged!.raw).toEqual(right!.raw);
    expect(right!.signature).toBe(signatureOf(right!.raw, 'simulator-secret'));
    expect(forged!.signature).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(forged!.signature).not.toBe(right!.signature);
    await waitUntil('it is in the books', () => entries()[0]!.acknowledgedAt);
    expect(entries()[0]!.attempts).toBe(1);
  });
});

it('escapes slashes when the rules say so', async () => {
  rule({ escapeSlashes: true });
  await say('a/b');
  await arrived(1);
  expect(simulator.received[0]!.raw.toString()).toContain(String.raw`a\/b`);
});
