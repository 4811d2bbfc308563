import { newWamid, queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { ring } from '../test/ring.ts';

const [backend] = queueBackends;

describe('reminders', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const say = (text: string): Promise<string | null> => intent.say(text);
  const tap = (choice: string, title: string): Promise<string | null> => intent.tap(choice, title);
  const choices = (): ReturnType<IntentApp['choices']> => intent.choices();
  const tapOn = (title: string): Promise<string | null> => intent.tapOn(title);
  const list = (): Promise<string | null> => say('what are my reminders');
  const inMinutes = async (title: string): Promise<number[]> => {
    const rows = await intent.database.reminder.findMany({ where: { firedAt: null, cancelledAt: null } });
    return rows
      .filter(({ titleSealed }) => intent.sealer.open(titleSealed) === title)
      .map(({ dueAt }) => Math.round((dueAt.getTime() - Date.now()) / 60_000));
  };

  describe('that are to come', () => {
    it('are cancelled by their title, "it" or a part of it, and come back', async () => {
      await say('remind me to call mom tomorrow at 5pm');
      expect(await say('cancel the mom reminder')).toMatch(
        /^Cancelled: \*call mom\*, tomorrow, .* at 5:00 PM$/,
      );
      expect(await list()).toBe('You have no reminders.');
      expect(await say('undo')).toBe('Undone: “cancel the mom reminder”');
      expect(await list()).toContain('call mom');

      await say('remind me to buy milk tomorrow at 6pm');
      expect(await say('cancel it')).toMatch(/^Cancelled: \*buy milk\*/);
      expect(await list()).not.toContain('milk');
    });

    it.each([
      ['remind me to call mom tomorrow at 5pm', 1],
      ['remind me to stretch every day at 5pm', 1],
      ['remind me to call mom in 9 days at 5pm, a day and an hour before', 2],
    ])('are not doubled when the wish is said again: "%s"', async (wish, count) => {
      await say(wish);
      expect(await say(wish)).toMatch(/^That reminder is set already, .*: \*/);
      expect(await intent.database.reminder.count()).toBe(count);
    });

    it('are another one at another time, with other words, or when the first one was cancelled', async () => {
      await say('remind me to call mom tomorrow at 5pm');
      await say('remind me to call mom tomorrow at 6pm');
      await say('remind me to call dad tomorrow at 5pm');
      await say('remind me to call mom every day at 5pm');
      expect(await intent.database.reminder.count()).toBe(4);

      await say('cancel all reminders');
      await say('yes');
      expect(await say('remind me to call mom tomorrow at 5pm')).toMatch(/^I'll remind you tomorrow/);
    });

    it('are found by the message that is quoted', async () => {
      await say('remind me to call mom tomorrow at 5pm');
      const [first] = await intent.database.inboundMessage.findMany();
      await say('remind me to buy milk tomorrow at 6pm');

      expect(await intent.say('cancel that', { refersTo: first?.wamidBlindIndex })).toMatch(/call mom/);
      expect(await list()).toMatch(/milk/);
    });

    it.each([
      ['move it to 6pm', /^I'll remind you tomorrow, .* at 6:00 PM now: \*call mom\*$/],
      ['move the reminder to call mom to 6pm', /tomorrow, .* at 6:00 PM now/],
      ['change the mom reminder to 6:30', /at 6:30 PM now/],
      ['rename the reminder to call mom to call dad', /tomorrow, .* at 5:00 PM now: \*call dad\*$/],
      ['move my reminder to call mom to today at 11:59 pm', /today, .* at 11:59 PM now/],
    ])('are changed: "%s"', async (words, answer) => {
      await say('remind me to call mom tomorrow at 5pm');

      expect(await say(words)).toMatch(answer);
    });

    it.each([
      ['9am', 'actually, make it 9:30', '9:30 AM'],
      ['9am', 'move the reminder to 8', '8:00 AM'],
      ['6am', 'move it to 6:15', '6:15 AM'],
      ['9am', 'move it to five', '5:00 PM'],
      ['8pm', 'move it to 9', '9:00 PM'],
      ['9am', 'move it to 9:30 pm', '9:30 PM'],
    ])('at %s stay in the likeliest half of the day: "%s"', async (time, words, expected) => {
      await say(`remind me to unpack tomorrow at ${time}`);

      expect(await say(words)).toContain(` at ${expected} now: *unpack*`);
    });

    it('ask which one is meant', async () => {
      await say('remind me to call mom tomorrow at 5pm');
      await say('remind me to call the bank tomorrow at 6pm');
      await say('add milk to my list');

      expect(await say('cancel the call reminder')).toMatch(/^Which one do you mean\?\n1\. call mom/);
      expect(await say('the second one')).toMatch(/^Cancelled: \*call the bank\*/);
      expect(await say('cancel the dentist reminder')).toMatch(
        /^I found no such reminder: “dentist”\. You have:\n• call mom/,
      );
    });

    it('are all cancelled after a yes', async () => {
      await say('remind me to call mom tomorrow at 5pm');
      await say('remind me to call the bank tomorrow at 6pm');

      expect(await say('cancel all reminders')).toMatch(/^Shall I cancel all 2 reminders\?\n• call mom/);
      expect(await list()).toMatch(/call mom/);
      expect(await tapOn('Yes')).toMatch(/^Cancelled 2 reminders:/);
      expect(await list()).toBe('You have no reminders.');
    });

    it('of an event are called like it, also where only a part of its name was said', async () => {
      await say('dentist with Ann in 3 days at 3pm');

      expect(await say('remind me a day and an hour before the dentist')).toMatch(
        /^I'll remind you .* at 3:00 PM and .* at 2:00 PM: \*dentist with Ann\*$/,
      );
      expect(await list()).toMatch(/^Your reminders:\n• dentist with Ann: (?!on )/);
    });

    it('of a day and an hour before are one thing', async () => {
      await say('dentist in 3 days at 3pm');
      await say('remind me a day and an hour before the dentist');

      expect(await say('cancel the dentist reminder')).toMatch(/^Cancelled 2 reminders:/);
    });
  });

  describe('that repeat', () => {
    beforeEach(() => say('remind me to stretch every day at 11:59pm'));

    it('end, or only this time does not ring', async () => {
      expect(await say('cancel the stretch reminder')).toMatch(
        /^Only the one today, .*, or all of them \(every day\)\?/,
      );
      expect((await choices()).map(({ title }) => title)).toEqual(['Only this time', 'All of them']);
      expect(await tapOn('Only this time')).toMatch(
        /^Skipped: \*stretch\*, today.*\nThe next time is tomorrow/,
      );
      expect(await list()).toMatch(/stretch: tomorrow, .* at 11:59 PM, every day/);

      await say('cancel the stretch reminder');
      expect(await say('all of them')).toBe('Cancelled: *stretch*, every day');
      expect(await list()).toBe('You have no reminders.');
    });

    it('end without a question where that is plain', async () => {
      expect(await say('stop reminding me to stretch')).toBe('Cancelled: *stretch*, every day');
    });

    it('ring at another time from then on, or once', async () => {
      expect(await say('change the stretch reminder to 11:58pm')).toMatch(
        /^I'll remind you today, .* at 11:58 PM now: \*stretch\*\nRepeats every day$/,
      );
      expect(await say('move the stretch reminder to tomorrow at 9am')).toMatch(
        /^I'll remind you tomorrow, .* at 9:00 AM now: \*stretch\*\nSkipped: \*stretch\*, today/,
      );
      expect(await list()).toMatch(/9:00 AM\n.*stretch: tomorrow, .* at 11:58 PM, every day/);
    });
  });

  describe('that rang', () => {
    const rung = async (): Promise<{ id: string; message: string }> => {
      await say('remind me to call mom tomorrow at 5pm');
      return ring(intent, 'call mom');
    };
    const isDone = async (id: string): Promise<boolean> =>
      (await intent.database.reminder.findUnique({ where: { id } }))?.doneAt !== null;

    it.each(['done', 'ok', 'Done!', 'did it', '👍', 'yes, done'])('are done: "%s"', async (words) => {
      const { id } = await rung();

      expect(await say(words)).toBe('Done: *call mom*');
      expect(await isDone(id)).toBe(true);
      expect(await say('ok')).toBe('OK!');
    });

    it('are no matter of an "ok" when something else was talked about since', async () => {
      const { id } = await rung();
      await say('add milk to my list');

      expect(await say('ok')).toBe('OK!');
      expect(await isDone(id)).toBe(false);
    });

    it.each([
      ['snooze for 10 minutes', 10],
      ['snooze', 10],
      ['remind me again in an hour', 60],
      ['10 minutes', 10],
      ['in half an hour', 30],
    ])('ring once more: "%s"', async (words, minutes) => {
      await rung();

      expect(await say(words)).toMatch(
        /^I'll remind you again (?:tomorrow, .* )?at \d+:\d\d [AP]M: \*call mom\*$/,
      );
      expect(await inMinutes('call mom')).toEqual([minutes]);
    });

    it('are put off by a tap, the last one counts, and are done by another', async () => {
      const { id } = await rung();

      expect(await tap(`rang-10-${id}`, '10 minutes')).toMatch(/^I'll remind you again/);
      expect(await tap(`rang-60-${id}`, '1 hour')).toMatch(/^I'll remind you again/);
      expect(await inMinutes('call mom')).toEqual([60]);
      expect(await tap(`rang-done-${id}`, 'Done')).toBe('Done: *call mom*');
      expect(await inMinutes('call mom')).toEqual([]);
      expect(await say('undo')).toBe('Undone: “Done”');
      expect(await inMinutes('call mom')).toEqual([60]);
    });

    it('can be tapped by nobody else', async () => {
      const { id } = await rung();

      const raw = JSON.stringify({ interactive: { button_reply: { id: `rang-done-${id}`, title: 'Done' } } });
      const other = { from: { phone: '4915187654321' }, kind: 'interactive', raw };
      expect(await intent.say('Done', other)).toMatch(/^That reminder is not there any more/);
      expect(await isDone(id)).toBe(false);
    });

    it.each([
      ['👍', true],
      ['👍🏽', true],
      ['✅', true],
      ['😂', false],
      [undefined, false],
    ])('take the reaction %s as done: %s', async (text, done) => {
      const { id, message } = await rung();

      expect(await intent.send(intent.message(text, { kind: 'reaction', refersTo: message }))).toEqual([
        null,
      ]);
      expect(await isDone(id)).toBe(done);
    });

    it('are open again when a reaction is undone by words', async () => {
      const { id, message } = await rung();
      await intent.send(intent.message('👍', { kind: 'reaction', refersTo: message }));

      expect(await say('undo')).toMatch(/^Undone: /);
      expect(await isDone(id)).toBe(false);
    });

    const react = (text: string | undefined, refersTo: string): Promise<unknown> =>
      intent.send(intent.message(text, { kind: 'reaction', refersTo }));

    it.each([undefined, '😂'])(
      'are open again when the reaction is removed, or is another: %s',
      async (later) => {
        const { id, message } = await rung();
        await react('👍', message);
        await react('✅', message);
        expect(await isDone(id)).toBe(true);

        await react(later, message);
        expect(await isDone(id)).toBe(false);
        await react('✅', message);
        expect(await isDone(id)).toBe(true);
      },
    );

    it('stay done when another reaction is removed', async () => {
      const { id, message } = await rung();
      await say('done');

      await react('😂', message);
      await react(undefined, message);
      expect(await isDone(id)).toBe(true);
    });

    it('before an event are done by a reaction, too', async () => {
      await say('dentist tomorrow at 3pm');
      const { id, message } = await ring(intent, 'dentist');

      await react('👍', message);
      expect(await isDone(id)).toBe(true);
      await react(undefined, message);
      expect(await isDone(id)).toBe(false);
      expect(await intent.database.event.count()).toBe(1);
    });

    it.each([
      ['add milk to my list', "what's on my list", 1],
      ['add milk, bread and eggs to my list', "what's on my list", 0],
      ['remind me to call mom tomorrow at 5pm', 'what are my reminders', 1],
    ])('are done by a reaction to a list with one entry: "%s"', async (plan, asked, count) => {
      await say(plan);
      const [answered] = await intent.database.outboundMessage.findMany();
      await say(asked);
      const told = await intent.database.outboundMessage.findFirstOrThrow({
        where: { id: { not: answered!.id } },
      });
      const ended = async (): Promise<number> =>
        (await intent.database.task.count({ where: { completedAt: { not: null } } })) +
        (await intent.database.reminder.count({ where: { cancelledAt: { not: null } } }));
      const on = async (id: string): Promise<string> => {
        const wamidBlindIndex = intent.sealer.blindIndex('wamid', newWamid());
        await intent.database.outboundMessage.update({ where: { id }, data: { wamidBlindIndex } });
        return wamidBlindIndex;
      };
      // What was just added is not done already.
      await react('👍', await on(answered!.id));
      expect(await ended()).toBe(0);

      const message = await on(told.id);
      await react('👍', message);
      expect(await ended()).toBe(count);
      await react(undefined, message);
      expect(await ended()).toBe(0);
    });

    it('together in one message are all done by a reaction, and all open again without it', async () => {
      const first = await rung();
      await say('remind me to water the plants tomorrow at 5pm');
      const folded = await ring(intent, 'water the plants');
      await intent.testDatabase.query(
        `UPDATE reminder SET announced_by_id = (SELECT id FROM outbound_message WHERE reminder_id = '${first.id}') WHERE id = '${folded.id}';
         DELETE FROM outbound_message WHERE reminder_id = '${folded.id}'`,
      );

      await react('✅', first.message);
      expect([await isDone(first.id), await isDone(folded.id)]).toEqual([true, true]);
      await react(undefined, first.message);
      expect([await isDone(first.id), await isDone(folded.id)]).toEqual([false, false]);
    });

    it('again and again stop once they are done', async () => {
      expect(await say('keep reminding me to call mom tomorrow at 5pm until I do it')).toMatch(
        /call mom\*\nI keep reminding you through the day until you say that it is done\.$/,
      );
      const { id } = await ring(intent, 'call mom');
      const [first] = await intent.database.reminder.findMany({ where: { id } });
      const { contactId, titleSealed } = first!;
      await intent.database.reminder.create({
        data: { contactId, titleSealed, ring: 1, againOfId: id, dueAt: new Date(Date.now() + 600_000) },
      });

      expect(await say('done')).toBe('Done: *call mom*\nI stop reminding you of it.');
      expect(await inMinutes('call mom')).toEqual([]);
    });

    it('and come again some time after they were done, ring anew from when that was said', async () => {
      expect(await say('remind me to water the plants 3 days after I did it')).toMatch(
        /^I'll remind you on .* at 9:00 AM.*: \*water the plants\*\nRepeats 3 days after it is done$/,
      );
      const { id } = await ring(intent, 'water the plants');
      // It waits for that longer than other reminders do.
      await intent.database.reminder.update({
        where: { id },
        data: { firedAt: new Date(Date.now() - 5 * 24 * 3_600_000) },
      });
      await say('add milk to my list');

      expect(await say('I watered the plants')).toMatch(
        /^Done: \*water the plants\*\nThe next time is .* at 9:00 AM/,
      );
      expect(await say('my reminders')).toMatch(
        /• water the plants: \w{3} \d+ \w{3} at 9:00 AM, 3 days after it is done$/,
      );
      expect(await say('undo')).toBe('Undone: “I watered the plants”');
      expect(await say('my reminders')).toBe('You have no reminders.');
    });

    it('and come again some time after they were done, come once, however often that is said', async () => {
      await say('remind me to water the plants 3 days after I did it');
      const { id } = await ring(intent, 'water the plants');

      await tap(`rang-done-${id}`, 'Done');
      await tap(`rang-done-${id}`, 'Done');
      expect(await inMinutes('water the plants')).toHaveLength(1);
    });

    it('take a reaction to what was sent once more, since it failed before', async () => {
      const { id, message } = await rung();
      await intent.testDatabase.query(
        `INSERT INTO outbound_message (id, contact_id, retry_of_id, retry_number, body_sealed, purpose, status, relay_after, wamid_blind_index)
          SELECT gen_random_uuid(), contact_id, id, 1, body_sealed, purpose, 'delivered', now(), 'again'
          FROM outbound_message WHERE wamid_blind_index = $1`,
        [message],
      );

      await intent.send(intent.message('👍', { kind: 'reaction', refersTo: 'again' }));
      expect(await isDone(id)).toBe(true);
    });

    it('and repeat say when the next time is', async () => {
      await say('remind me to stretch every day at 11:59pm');
      const { id } = await ring(intent, 'stretch');
      const [first] = await intent.database.reminder.findMany({ where: { id } });
      const { id: _, firedAt: __, ...next } = first!;
      const dueAt = new Date(next.dueAt.getTime() + 24 * 3_600_000);
      await intent.database.reminder.create({ data: { ...next, dueAt } });

      expect(await say('done')).toMatch(/^Done: \*stretch\*\nThe next time is tomorrow, .* at 11:59 PM\.$/);
    });
  });
});
