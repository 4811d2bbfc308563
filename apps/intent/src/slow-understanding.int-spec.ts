import { once, setMaxListeners } from 'node:events';

import type { InboundPayload } from '#queues';
import { queueBackends, waitUntil } from '#testing';
import type { Meaning, UnderstandRequest } from '#understanding';

import { IntentApp } from '../test/intent-app.ts';
import { TurnService } from './turn.service.ts';
import { UnderstandStep } from './understand.step.ts';

/** What the offline engine is not sure of; the stand-in engine says what it means. */
const wonder = (what: string): string => `I wonder whether ${what}`;

/** Calls of the stand-in that have not ended. */
let calls = 0;
/** Ends the calls for what was said slowly. */
let slowly = new AbortController();

/** An engine that takes as long as the text says, and obeys its signal. */
async function standIn({ text }: UnderstandRequest, signal: AbortSignal): Promise<Meaning> {
  calls++;
  try {
    if (text.includes('for ever')) await once(signal, 'abort');
    if (text.includes('slowly') && !slowly.signal.aborted) {
      await Promise.race([once(slowly.signal, 'abort'), once(signal, 'abort')]);
    }
    signal.throwIfAborted();
    const title = text.replace('I wonder whether ', '');
    return { actions: [{ intent: 'create_task', confidence: 1, title, words: text }] };
  } finally {
    calls--;
  }
}

describe.each(queueBackends)('an understanding that takes its time, with queues on $name', (backend) => {
  let intent: IntentApp;
  const deadlines = (): UnderstandStep['deadlineMs'] => intent.app.get(UnderstandStep).deadlineMs;

  beforeAll(async () => {
    intent = await IntentApp.start(backend, { SLOW_CALLS_AT_ONCE: '12' }, standIn);
    // A busy machine is to have the time for the others.
    deadlines().file = 600_000;
  });
  afterAll(() => intent.close());
  beforeEach(() => {
    deadlines().text = 30_000;
    slowly = new AbortController();
    setMaxListeners(0, slowly.signal);
  });
  afterEach(async () => {
    slowly.abort();
    await waitUntil('no call is left', () => calls === 0);
    await intent.reset();
  });

  /** Heard in a recording, whose understanding may take longer than that of a text. */
  const spoken = (text: string, more: Partial<InboundPayload> = {}): InboundPayload =>
    intent.message(undefined, { kind: 'audio', media: { id: '1' }, mediaOutcome: { text }, ...more });
  /** Waits until as many recordings are being understood, and keeps their leases from expiring. */
  const inHand = async (count: number): Promise<void> => {
    await waitUntil('they are in hand', () => calls === count, 100_000);
    await intent.testDatabase.query(
      "UPDATE inbound_message SET claimable_at = now() + interval '1 hour' WHERE lease IS NOT NULL AND has_media",
    );
  };
  const person = (at: number): Partial<InboundPayload> => ({ from: { phone: `49151${10_000_000 + at}` } });
  const handledAt = async (...messages: InboundPayload[]): Promise<number[]> => {
    const rows = await intent.database.inboundMessage.findMany();
    return messages.map(
      ({ messageKey }) =>
        rows.find(({ wamidBlindIndex }) => wamidBlindIndex === messageKey)?.handledAt?.getTime() ?? Infinity,
    );
  };

  it('holds up nobody else: two hundred are answered before the first of ten slow ones', async () => {
    const slow = Array.from({ length: 10 }, (_, at) => spoken(wonder('slowly'), person(at)));
    const others = Array.from({ length: 200 }, (_, at) => intent.message('help', person(100 + at)));

    // One batched job mixes slow and quick messages.
    await intent.enqueue(...slow, ...others);
    await inHand(slow.length);
    await intent.handled(...others);

    expect(Math.min(...(await handledAt(...slow)))).toBe(Infinity);
    slowly.abort();
    expect(await intent.answersTo(...slow)).toEqual(slow.map(() => 'Task 1: slowly added to your list'));
  });

  it('for ever ends in an honest answer to each of ten people', async () => {
    deadlines().text = 2_000;
    const hanging = Array.from({ length: 10 }, (_, at) => intent.message(wonder('for ever'), person(at)));

    const answers = await intent.send(...hanging);

    expect(answers).toEqual(
      hanging.map(() => 'Error: it took me too long to understand that. Please try again.'),
    );
    expect(await intent.database.inboundMessage.findMany()).toEqual(
      expect.arrayContaining(
        hanging.map(() => expect.objectContaining({ outcome: 'timed_out', intent: null })),
      ),
    );
  });

  it('is done offline at once when all places are taken', async () => {
    const slow = Array.from({ length: 12 }, (_, at) => spoken(wonder('slowly'), person(at)));
    await intent.enqueue(...slow);
    await inHand(slow.length);

    const [answer] = await intent.send(intent.message(wonder('slowly'), person(50)));

    expect(answer).toMatch(/^I did not get that/);
    expect(Math.min(...(await handledAt(...slow)))).toBe(Infinity);
    slowly.abort();
    await intent.handled(...slow);
  });

  it('keeps the order of a burst of twenty messages of one person', async () => {
    const burst = Array.from({ length: 20 }, (_, at) =>
      at === 0
        ? spoken(wonder('slowly'))
        : intent.message(at % 2 === 0 ? wonder(`${at}`) : `add ${at}. thing to my list`),
    );

    await intent.enqueue(...burst);
    await waitUntil('all are recorded', async () => (await intent.database.inboundMessage.count()) === 20);
    slowly.abort();
    const answers = await intent.answersTo(...burst);

    expect(answers.map((answer) => /^Task (\d+):/.exec(answer ?? '')?.[1])).toEqual(
      burst.map((_, at) => String(at + 1)),
    );
  });

  it('starts anew when the person changes the message meanwhile', async () => {
    const original = spoken(wonder('slowly'));
    await intent.enqueue(original);
    await inHand(1);
    const edit = intent.message('add bread to my list', { kind: 'edit', refersTo: original.messageKey });
    await intent.enqueue(edit);
    await waitUntil(
      'the change is recorded',
      async () => (await intent.database.inboundMessage.count()) === 2,
    );
    slowly.abort();

    expect(await intent.answersTo(original, edit)).toEqual(['Task 1: bread added to your list', null]);
    expect(await intent.database.task.count()).toBe(1);
  });

  it('is interrupted in a process that ends, and the lease released for others', async () => {
    const ending = await IntentApp.start(backend, {}, standIn);
    try {
      await ending.enqueue(spoken(wonder('slowly')));
      await waitUntil('it is in hand', () => calls === 1);
      const turns = ending.app.get(TurnService);
      turns.onModuleDestroy();

      await waitUntil('its lease is released', async () => {
        return (await ending.database.inboundMessage.count({ where: { lease: null } })) === 1;
      });
      // An expired lease would count as a failure.
      expect(await ending.database.inboundMessage.findMany()).toMatchObject([
        { failedClaims: 0, handledAt: null },
      ]);
    } finally {
      await ending.close();
    }
  });
});
