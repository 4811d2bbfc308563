import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('a message that its sender changes: an', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const answerTo = async (more: Parameters<IntentApp['message']>[1]): Promise<string | null | undefined> =>
    (await intent.send(intent.message(undefined, more)))[0];

  describe('edit', () => {
    it('is what counts when it comes before its message was acted on', async () => {
      const original = intent.message('add milk to my list');
      const edit = intent.message('add bread to my list', { kind: 'edit', refersTo: original.messageKey });

      await intent.send(edit);

      expect(await intent.send(original)).toEqual(['Task 1: bread added to your list']);
    });

    it('of a message that was acted on undoes that, and does what it says now', async () => {
      const original = intent.message('add milk to my list');
      await intent.send(original);

      expect(
        await answerTo({ kind: 'edit', text: 'add bread to my list', refersTo: original.messageKey }),
      ).toBe(
        'Task 1: bread added to your list\n\nYou changed your message, so I took back what I had done before.',
      );
      expect(await answerTo({ text: "what's on my list" })).toBe('Your list:\n1. bread');
      const where = { wamidBlindIndex: original.messageKey };
      const { bodySealed } = await intent.database.inboundMessage.findUniqueOrThrow({ where });
      expect(intent.sealer.open(bodySealed!)).toBe('add bread to my list');
    });

    it('undoes nothing that was changed again since, and says so', async () => {
      const original = intent.message('add milk to my list');
      await intent.send(original);
      await answerTo({ text: 'done 1' });

      expect(
        await answerTo({ kind: 'edit', text: 'add bread to my list', refersTo: original.messageKey }),
      ).toMatch(/^I see that you changed a message I had acted on already/);
    });

    it('of a reminder moves it', async () => {
      const original = intent.message('remind me to call mom tomorrow at 5pm');
      await intent.send(original);

      expect(
        await answerTo({
          kind: 'edit',
          text: 'remind me to call mom tomorrow at 6pm',
          refersTo: original.messageKey,
        }),
      ).toMatch(/^I'll remind you tomorrow, .* at 6:00 PM: \*call mom\*\n\nYou changed your message/);
      expect(await answerTo({ text: 'my reminders' })).toMatch(/^Your reminders:\n• call mom: .* 6:00 PM$/);
    });

    it('that comes after another one undoes what that did', async () => {
      const original = intent.message('add milk to my list');
      await intent.send(original);
      const refersTo = original.messageKey;
      await answerTo({ kind: 'edit', text: 'add bread to my list', refersTo });

      expect(await answerTo({ kind: 'edit', text: 'add eggs to my list', refersTo })).toMatch(
        /^Task 1: eggs added to your list\n\nYou changed your message/,
      );
      expect(await answerTo({ text: "what's on my list" })).toBe('Your list:\n1. eggs');
      expect(await answerTo({ kind: 'revoke', refersTo })).toMatch(/^You took your message back/);
      expect(await intent.database.task.count()).toBe(0);
    });

    it('that asks something is edited once more', async () => {
      const original = intent.message('remind me to call mom');
      await intent.send(original);
      const refersTo = original.messageKey;
      await answerTo({ kind: 'edit', text: 'remind me to call dad', refersTo });

      expect(await answerTo({ kind: 'edit', text: 'remind me to call dad in 2 hours', refersTo })).toMatch(
        /^I'll remind you .*call dad/,
      );
    });

    it('without words that can be acted on leaves what was done, and says so', async () => {
      const original = intent.message('add milk to my list');
      await intent.send(original);

      expect(await answerTo({ kind: 'edit', refersTo: original.messageKey })).toMatch(
        /^I see that you changed a message I had acted on already/,
      );
      expect(await intent.database.task.count()).toBe(1);
    });

    it('of a question is answered again when it asks for something else', async () => {
      const original = intent.message('remind me to call mom');
      await intent.send(original);

      expect(
        await answerTo({
          kind: 'edit',
          text: 'remind me to call mom in 2 hours',
          refersTo: original.messageKey,
        }),
      ).toMatch(/^I'll remind you .*call mom/);
    });

    it('of an answer is an answer to the same question', async () => {
      await intent.say('remind me to call Joe');
      const original = intent.message('tomorrow at 5pm');
      await intent.send(original);
      const refersTo = original.messageKey;

      expect(await answerTo({ kind: 'edit', text: 'tomorrow at 6pm', refersTo })).toMatch(
        /^I'll remind you tomorrow, .* at 6:00 PM: \*call Joe\*\n\nYou changed your message/,
      );
      expect(await answerTo({ kind: 'edit', text: 'tomorrow at 7pm', refersTo })).toMatch(
        /^I'll remind you tomorrow, .* at 7:00 PM: \*call Joe\*\n\nYou changed your message/,
      );
      expect(await answerTo({ text: 'my reminders' })).toMatch(/^Your reminders:\n• call Joe: .* 7:00 PM$/);
    });

    it('of the choice among several chooses the other one', async () => {
      await intent.say('call with Ann in 3 days at 10am');
      await intent.say('call with Ben in 4 days at 3pm');
      expect(await intent.say('cancel the call')).toMatch(/^Which one/);
      const original = intent.message('the first one');
      expect(await intent.send(original)).toEqual([
        expect.stringMatching(/^Event 'call with Ann' cancelled/),
      ]);

      expect(await answerTo({ kind: 'edit', text: 'the second one', refersTo: original.messageKey })).toMatch(
        /^Event 'call with Ben' cancelled/,
      );
    });

    it('of a yes to a no leaves everything as it was', async () => {
      await intent.say('add milk to my list');
      await intent.say('clear my list');
      const original = intent.message('yes');
      await intent.send(original);

      expect(await answerTo({ kind: 'edit', text: 'no', refersTo: original.messageKey })).toMatch(
        /^OK, I left it as it was\.\n\nYou changed your message/,
      );
      expect(await answerTo({ text: "what's on my list" })).toBe('Your list:\n1. milk');
    });

    it('counts, also where there is nothing to be undone: what is asked is told, and "stop" stops', async () => {
      const original = intent.message('hello');
      await intent.send(original);
      const edited = (text: string) => answerTo({ kind: 'edit', text, refersTo: original.messageKey });

      expect(await edited("what's on my list?")).toMatch(/^Your list is empty/);
      expect(await edited('stop')).toMatch(/^Stopped/);
      expect(await intent.database.contact.findFirst()).toMatchObject({ stoppedAt: expect.any(Date) });
    });

    it('of a message that led to nothing gets no answer', async () => {
      const original = intent.message('thanks');
      await intent.send(original);

      expect(await answerTo({ kind: 'edit', text: 'thank you', refersTo: original.messageKey })).toBeNull();
    });
  });

  describe('revoke', () => {
    it('leaves nothing of a message, and undoes what was done because of it', async () => {
      const original = intent.message('add milk to my list');
      await intent.send(original);

      expect(await answerTo({ kind: 'revoke', refersTo: original.messageKey })).toMatch(
        /^You took your message back, so I undid/,
      );
      expect(await intent.database.task.count()).toBe(0);
      const where = { wamidBlindIndex: original.messageKey };
      expect(await intent.database.inboundMessage.findUnique({ where })).toMatchObject({ bodySealed: null });
    });

    it('undoes what still waits for an answer, too', async () => {
      const original = intent.message('dinner with Ann in 3 days');
      await intent.send(original);
      expect(await intent.database.event.count()).toBe(1);

      expect(await answerTo({ kind: 'revoke', refersTo: original.messageKey })).toMatch(
        /^You took your message back, so I undid/,
      );
      expect(await intent.database.event.count()).toBe(0);
      expect(await intent.database.contact.findFirst()).toMatchObject({ questionSealed: null });
    });

    it('says what it cannot take back, since it was changed again', async () => {
      const original = intent.message('add milk to my list');
      await intent.send(original);
      await answerTo({ text: 'done 1' });

      expect(await answerTo({ kind: 'revoke', refersTo: original.messageKey })).toMatch(
        /^I deleted the message that you took back\. What I did because of it is still there/,
      );
    });

    it('gets no answer where nothing is left of what was done: it was undone before, or nothing could be done', async () => {
      const original = intent.message('add milk to my list');
      await intent.send(original);
      await answerTo({ text: 'undo' });
      expect(await answerTo({ kind: 'revoke', refersTo: original.messageKey })).toBeNull();

      const inVain = intent.message('done with the eggs');
      await intent.send(inVain);
      expect(await answerTo({ kind: 'revoke', refersTo: inVain.messageKey })).toBeNull();
    });

    it('of an "undo" leaves it undone, and says so', async () => {
      await intent.say('add milk to my list');
      const undo = intent.message('undo');
      await intent.send(undo);

      expect(await answerTo({ kind: 'revoke', refersTo: undo.messageKey })).toMatch(
        /^I deleted the message that you took back\. What I did because of it is still there/,
      );
    });

    it('keeps a message from being acted on that comes after it', async () => {
      const original = intent.message('add milk to my list');
      const revoke = intent.message(undefined, { kind: 'revoke', refersTo: original.messageKey });
      await intent.send(revoke);

      expect(await intent.send(original)).toEqual([null]);

      expect(await intent.database.task.count()).toBe(0);
      const bodies = await intent.database.inboundMessage.findMany({ select: { bodySealed: true } });
      expect(bodies).toEqual([{ bodySealed: null }, { bodySealed: null }]);
    });
  });
});
