import { InboundStore } from '#data';
import type { InboundPayload } from '#queues';
import { queueBackends, waitUntil } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const minute = 60;
const day = 24 * 60 * minute;

describe.each(queueBackends)('a conversation, with queues on $name', (backend) => {
  let intent: IntentApp;

  beforeAll(async () => {
    intent = await IntentApp.start(backend, { INBOUND_PER_USER_PER_MINUTE: '10' });
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const someoneElse = { from: { phone: '4915187654321' } };
  const isRecorded = async ({ messageKey }: InboundPayload): Promise<boolean> =>
    (await intent.database.inboundMessage.count({ where: { wamidBlindIndex: messageKey } })) === 1;

  describe('order', () => {
    const burst = (more: Partial<InboundPayload> = {}): InboundPayload[] =>
      Array.from({ length: 8 }, (_, at) => intent.message(`add thing ${at + 1} to my list`, more));
    const inOrder = Array.from(
      { length: 8 },
      (_, at) => `Task ${at + 1}: thing ${at + 1} added to your list`,
    );

    it('a message whose worker died acts before the next one, however long there was no worker', async () => {
      const messages = [intent.message('add milk to my list'), intent.message('add bread to my list')];
      const inbound = intent.app.get(InboundStore, { strict: false });
      for (const { wamid, from, kind, text, sentAt } of messages) {
        await inbound.record({ wamid, from, kind, text, sentAt: new Date(sentAt * 1_000) });
      }
      await intent.testDatabase.query(`
        UPDATE inbound_message SET first_claimed_at = now() - interval '2 minutes', claimable_at = now() - interval '1 minute'
        WHERE lease IS NOT NULL`);

      expect(await intent.answersTo(...messages)).toEqual([
        'Task 1: milk added to your list',
        'Task 2: bread added to your list',
      ]);
    });

    it('a burst of one person acts in the order it was sent', async () => {
      expect(await intent.send(...burst())).toEqual(inOrder);
    });

    it('messages of one second act in the order of their webhook', async () => {
      const together = burst({ sentAt: intent.clock, receivedAt: Date.now() });
      const placed = together.map((one, position) => ({ ...one, position }));

      expect(await intent.send(...placed)).toEqual(inOrder);
    });

    it('messages that were held up act in the order they were sent, whatever order they come in', async () => {
      intent.clock -= minute;
      const heldUp = burst();

      await intent.enqueue(...heldUp.toReversed());

      expect(await intent.answersTo(...heldUp)).toEqual(inOrder);
    });

    it('a message known to come out of order waits for those that may still be under way', async () => {
      const message = intent.message('add milk to my list', { receivedAt: Date.now(), isOutOfOrder: true });

      await intent.send(message);

      const [row] = await intent.testDatabase.query<{ hasSettled: boolean }>(
        `SELECT first_claimed_at >= received_at + interval '2 seconds' AS "hasSettled" FROM inbound_message`,
      );
      expect(row).toEqual({ hasSettled: true });
    });

    it('the second message of a webhook waits for the first, though another worker has it', async () => {
      const [first, second] = [intent.message('add milk to my list'), intent.message('done 1')];

      await intent.enqueue({ ...second, after: first.messageKey });
      await waitUntil('the second one is recorded', () => isRecorded(second));
      await intent.enqueue(first);

      expect(await intent.answersTo(first, second)).toEqual([
        'Task 1: milk added to your list',
        'Task 1: milk marked complete',
      ]);
    });

    it('a text waits for the voice message before it, and nobody else does', async () => {
      const voice = intent.message(undefined, { kind: 'audio', detail: 'voice', media: { id: '1' } });
      const text = intent.message('done 1');
      const other = intent.message('help', someoneElse);

      await intent.enqueue({ ...voice, awaitsMedia: true });
      await waitUntil('it is announced', () => isRecorded(voice));
      await intent.enqueue(text, other);
      await intent.handled(other);
      expect(await intent.database.inboundMessage.count({ where: { handledAt: null } })).toBe(2);
      await intent.enqueue({ ...voice, mediaOutcome: { text: 'add milk to my list' } });

      expect(await intent.answersTo(voice, text)).toEqual([
        'Task 1: milk added to your list',
        'Task 1: milk marked complete',
      ]);
    });
  });

  describe('a wish that lacks something', () => {
    it('is completed by the messages that follow', async () => {
      expect(await intent.say('remind me')).toMatch(/^What should I remind you of/);
      expect(await intent.say('to buy milk')).toMatch(/^At what time should I remind you: \*buy milk\*/);
      expect(await intent.say('tomorrow at 5pm')).toMatch(
        /^I'll remind you tomorrow, .* at 5:00 PM: \*buy milk\*/,
      );
      expect(await intent.say('tomorrow at 5pm')).toMatch(/^I'll remind you tomorrow, .* at 5:00 PM now/);
      expect(await intent.database.reminder.count()).toBe(1);
    });

    it('is forgotten when the person wants something else', async () => {
      await intent.say('remind me');
      expect(await intent.say('add milk to my list')).toBe('Task 1: milk added to your list');

      expect(await intent.say('to call mom')).not.toMatch(/remind you/);
    });
  });

  describe('a message that comes late', () => {
    /** Received a moment ago, so that no earlier message is expected any more. */
    const sentBefore = (seconds: number): Partial<InboundPayload> => ({
      sentAt: intent.clock++ - seconds,
      receivedAt: Date.now() - 2_000,
    });
    const twoDaysAgo = (): Partial<InboundPayload> => sentBefore(2 * day);

    it('is answered with when it was sent', async () => {
      expect(await intent.say('add milk to my list', twoDaysAgo())).toBe(
        'You sent “add milk to my list” 2 days ago, and it reached me only now.\nTask 1: milk added to your list',
      );
    });

    it('within some minutes is answered like any other', async () => {
      expect(await intent.say('add milk to my list', sentBefore(9 * minute))).toBe(
        'Task 1: milk added to your list',
      );
    });

    it('acts only after a yes, when the list may have changed since', async () => {
      await intent.say('add milk to my list');

      expect(await intent.say('done 1', twoDaysAgo())).toBe(
        'You sent “done 1” 2 days ago, and it reached me only now.\nShall I mark task 1 complete: milk? Please answer yes or no.',
      );
      expect(await intent.database.task.count({ where: { number: 1 } })).toBe(1);

      const yes = intent.message('yes', { sentAt: Math.floor(Date.now() / 1_000) });
      expect(await intent.send(yes)).toEqual(['Task 1: milk marked complete']);
      expect(await intent.send(intent.message('yes', { sentAt: yes.sentAt }))).toEqual([
        expect.stringMatching(/^I am not waiting for a yes/),
      ]);
    });

    it('leaves everything as it was after a no', async () => {
      await intent.say('add milk to my list');
      await intent.say('done 1', twoDaysAgo());

      expect(await intent.say('no', { sentAt: Math.floor(Date.now() / 1_000) })).toBe(
        'OK, I left it as it was.',
      );
      expect(await intent.database.task.count({ where: { number: 1 } })).toBe(1);
    });

    it('is not taken for the answer to a question asked after it was sent', async () => {
      await intent.say('add milk to my list');
      await intent.say('done 1', twoDaysAgo());

      expect(await intent.say('yes', sentBefore(minute))).toMatch(/^I am not waiting for a yes/);
      expect(await intent.database.task.count({ where: { number: 1 } })).toBe(1);
    });

    it('sets no reminder for a time that is over', async () => {
      expect(await intent.say('remind me to check the oven in 20 minutes', twoDaysAgo())).toMatch(
        /^You sent .* 2 days ago, .*\nI set no reminder for check the oven, because .* is over/,
      );
      expect(await intent.database.reminder.count()).toBe(0);
    });
  });

  describe('too many messages within a minute', () => {
    it('get one notice, and then silence until it is calm again', async () => {
      const flood = Array.from({ length: 14 }, () => intent.message('help'));

      const answers = await intent.send(...flood);

      expect(answers.slice(0, 10)).toEqual(Array(10).fill(expect.stringContaining('Here is what I can do')));
      expect(answers[10]).toMatch(/^That was more than 10 messages in a minute/);
      expect(answers.slice(11)).toEqual([null, null, null]);
      expect(await intent.say('help', { sentAt: intent.clock + 75 })).toContain('Here is what I can do');
    });

    it('of one person leave others alone', async () => {
      await intent.send(...Array.from({ length: 12 }, () => intent.message('help')));

      expect(await intent.say('help', someoneElse)).toContain('Here is what I can do');
    });

    it('that came in over a day are not too many, though they arrive together', async () => {
      const held = Array.from({ length: 14 }, (_, at) =>
        intent.message('help', { sentAt: intent.clock - day + at * 10 * minute }),
      );

      expect(await intent.send(...held)).not.toContain(null);
    });
  });
});
