import { UserIdChangeStore } from '#data';
import type { InboundPayload } from '#queues';
import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

describe.each(queueBackends)('a message of the kind, with queues on $name,', (backend) => {
  let intent: IntentApp;

  beforeAll(async () => {
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const answerTo = async (more: Partial<InboundPayload>): Promise<string | null> => {
    const [answer = null] = await intent.send(intent.message(undefined, more));
    return answer;
  };
  const failing = (problem: NonNullable<InboundPayload['mediaOutcome']>['problem'], limitBytes?: number) => ({
    mediaOutcome: { problem, limitBytes },
  });

  it.each<[string, Partial<InboundPayload>]>([
    ['reaction', { kind: 'reaction', refersTo: 'x', raw: '{"reaction":{"emoji":"👍"}}' }],
    ['reaction that was taken back', { kind: 'reaction', detail: 'removed', refersTo: 'x' }],
    ['system, of an identity that changed', { kind: 'system', detail: 'customer_identity_changed' }],
    ['call permission', { kind: 'interactive', detail: 'call_permission_reply' }],
    ['ephemeral', { kind: 'ephemeral' }],
  ])('%s is kept and gets no answer', async (_, more) => {
    expect(await answerTo(more)).toBeNull();

    expect(await intent.database.inboundMessage.findMany()).toMatchObject([
      {
        kind: more.kind,
        detail: more.detail ?? null,
        outcome: 'noted',
        intent: null,
        handledAt: expect.any(Date),
      },
    ]);
  });

  it.each<[string, Partial<InboundPayload>, string]>([
    [
      'button',
      { kind: 'interactive', detail: 'button_reply', text: 'add milk to my list' },
      'Task 1: milk added to your list',
    ],
    [
      'list',
      { kind: 'interactive', detail: 'list_reply', text: 'add milk to my list' },
      'Task 1: milk added to your list',
    ],
    ['template button', { kind: 'button', text: 'add milk to my list' }, 'Task 1: milk added to your list'],
    [
      'button under our word that something waits',
      {
        kind: 'button',
        text: 'Show it to me',
        raw: '{"button":{"payload":"show_waiting_answers","text":"Show it to me"}}',
      },
      'Nothing else is waiting for you.',
    ],
    [
      'voice, once it was understood',
      { kind: 'audio', detail: 'voice', mediaOutcome: { text: 'add milk to my list' } },
      'Task 1: milk added to your list',
    ],
    [
      'unknown to us, but with words',
      { kind: 'hologram', text: 'add milk to my list' },
      'Task 1: milk added to your list',
    ],
  ])('%s acts on its words', async (_, more, answer) => {
    expect(await answerTo(more)).toBe(answer);
  });

  it.each<[string, Partial<InboundPayload>, RegExp]>([
    [
      'image',
      { kind: 'image', ...failing('not_understood_yet') },
      /cannot make use of your picture yet\. Please write it to me/,
    ],
    [
      'voice',
      { kind: 'audio', detail: 'voice', ...failing('not_understood_yet') },
      /your voice message yet\./,
    ],
    ['audio', { kind: 'audio', ...failing('not_understood_yet') }, /your recording yet\./],
    ['video', { kind: 'video', ...failing('not_understood_yet') }, /your video yet\./],
    ['document', { kind: 'document', ...failing('not_understood_yet') }, /your document yet\./],
    ['sticker', { kind: 'sticker', ...failing('not_understood_yet') }, /your sticker yet\./],
    [
      'image too big',
      { kind: 'image', ...failing('too_big', 5 * 1024 * 1024) },
      /picture is larger than the 5 MB .* smaller one/,
    ],
    [
      'animated sticker too big',
      { kind: 'sticker', ...failing('too_big', 500 * 1024) },
      /larger than the 0\.5 MB/,
    ],
    [
      'voice too long',
      { kind: 'audio', detail: 'voice', ...failing('too_long') },
      /voice message is longer than the 15 minutes/,
    ],
    [
      'voice given up',
      { kind: 'audio', detail: 'voice', ...failing('given_up') },
      /^I could not listen to your voice message after all\. Please write it to me\.$/,
    ],
    ['image given up', { kind: 'image', ...failing('given_up') }, /^I could not read your picture after all/],
    ['document of a wrong type', { kind: 'document', ...failing('wrong_type') }, /document is not of a type/],
    [
      'image that is gone',
      { kind: 'image', ...failing('gone') },
      /picture was not there any more .* send it again/,
    ],
    ['image that is damaged', { kind: 'image', ...failing('damaged') }, /picture did not arrive whole/],
    [
      'voice out of reach',
      { kind: 'audio', detail: 'voice', ...failing('unreachable') },
      /could not fetch your voice message .* again in a while/,
    ],
    ['image without a file', { kind: 'image' }, /cannot make use of your picture/],
    [
      'video that WhatsApp could not fetch',
      { kind: 'video', detail: '131052' },
      /WhatsApp could not pass on your video/,
    ],
    ['location', { kind: 'location', raw: '{"location":{}}' }, /cannot make use of your location/],
    ['contacts', { kind: 'contacts' }, /cannot make use of your contact card/],
    ['order', { kind: 'order' }, /cannot make use of your order/],
    ['form', { kind: 'interactive', detail: 'nfm_reply' }, /cannot make use of your form/],
    ['interactive without anything', { kind: 'interactive' }, /cannot make use of your message/],
    [
      'unsupported poll',
      { kind: 'unsupported', detail: 'poll' },
      /did not pass on what you sent.*: a poll\. Please write/,
    ],
    ['unsupported edit', { kind: 'unsupported', detail: 'edit' }, /does not show me changes to a message/],
    ['unsupported', { kind: 'unsupported', detail: '131051' }, /of a kind that I cannot get\. Please write/],
    ['unknown', { kind: 'unknown' }, /of a kind that I cannot get/],
    ['hologram', { kind: 'hologram' }, /cannot make use of your message/],
    ['text without text', { kind: 'text' }, /cannot make use of your message/],
  ])('%s is answered with what to do', async (_, more, answer) => {
    expect(await answerTo(more)).toMatch(answer);
  });

  it('image acts on a caption that says it all, and does not miss words in the picture', async () => {
    const picture = { kind: 'image', ...failing('nothing_read') };

    expect(await answerTo({ ...picture, text: 'add milk to my list' })).toBe(
      'Task 1: milk added to your list',
    );
    expect(await answerTo({ ...picture, text: 'look at that' })).toMatch(/^I found nothing to read/);
  });

  it('image acts on its caption, and says that the picture was not looked at', async () => {
    const picture = { kind: 'image', text: 'add milk to my list', ...failing('not_understood_yet') };

    expect(await answerTo(picture)).toBe(
      'Task 1: milk added to your list\n\nI cannot make use of your picture yet. Please write it to me.',
    );
    expect(await answerTo({ ...picture, text: 'look at that' })).toMatch(
      /^I cannot make use of your picture yet/,
    );
  });

  describe('system, of a number that changed,', () => {
    const phone = '4915112345678';
    const becomes = { phone: '4915199999999' };
    const changed: Partial<InboundPayload> = {
      kind: 'system',
      detail: 'user_changed_number',
      from: { phone },
      becomes,
    };
    const afterwards: Partial<InboundPayload> = { from: { ...becomes, bsuid: 'DE.new' } };

    it("carries the person's data over", async () => {
      await intent.say('add milk to my list');

      expect(await answerTo(changed)).toBeNull();

      expect(await intent.say("what's on my list", afterwards)).toBe('Your list:\n1. milk');
      expect(await intent.database.contact.count()).toBe(1);
    });

    it('does so when somebody wrote from the new number before', async () => {
      await intent.say('add milk to my list');
      await intent.say('add bread to my list', afterwards);

      await answerTo(changed);

      expect(await intent.say("what's on my list", afterwards)).toBe('Your list:\n1. milk\n2. bread');
    });

    it('takes nothing from the former owner of the new number, and the person keeps everything', async () => {
      const before = { ...becomes, bsuid: 'DE.before' };
      await intent.say('add whisky to my list', { from: before });
      await intent.database.contact.updateMany({ data: { phoneSince: new Date('2026-01-01T00:00:00Z') } });
      const from = { phone, bsuid: 'DE.1349' };
      await intent.say('add milk to my list', { from });

      await answerTo({ ...changed, from });

      expect(await intent.say("what's on my list", afterwards)).toBe('Your list:\n1. milk');
      expect(await intent.say("what's on my list", { from: { bsuid: before.bsuid } })).toBe(
        'Your list:\n1. whisky',
      );
    });

    it('does so for a person without a phone number, whose user id changed', async () => {
      await intent.say('add milk to my list', { from: { bsuid: 'DE.old' } });

      await answerTo({
        kind: 'system',
        detail: 'user_changed_user_id',
        from: { bsuid: 'DE.old' },
        becomes: { bsuid: 'DE.new' },
      });

      expect(await intent.say("what's on my list", { from: { bsuid: 'DE.new' } })).toBe(
        'Your list:\n1. milk',
      );
    });

    describe('together with the user id', () => {
      const from = { phone, bsuid: 'DE.1349' };
      const together: Partial<InboundPayload> = {
        ...changed,
        from,
        becomes: { ...becomes, bsuid: 'DE.new' },
      };
      const everybody = async () => {
        const rows = await intent.database.contact.findMany();
        return rows.map(({ bsuidSealed, phoneSealed }) => ({
          bsuid: bsuidSealed && intent.sealer.open(bsuidSealed),
          phone: phoneSealed && intent.sealer.open(phoneSealed),
        }));
      };
      const notice = (previous: string, current: string, atSeconds: number) =>
        intent.app.get(UserIdChangeStore, { strict: false }).apply({
          previous: { bsuid: previous },
          current: { bsuid: current },
          occurredAt: new Date(atSeconds * 1_000),
        });

      it('is remembered for messages under the former one that come late', async () => {
        await intent.say('add milk to my list');
        await answerTo(together);

        expect(await intent.say("what's on my list", { from })).toBe('Your list:\n1. milk');

        expect(await everybody()).toEqual([{ ...becomes, bsuid: 'DE.new' }]);
      });

      it('is not undone by an older change that is told later', async () => {
        await intent.say('add milk to my list');
        await answerTo(together);

        await notice('DE.new', 'DE.1349', intent.clock - 60);

        expect(await everybody()).toEqual([{ ...becomes, bsuid: 'DE.new' }]);
      });

      it('does not undo a newer change that was told before', async () => {
        await intent.say('add milk to my list');
        await notice('DE.new', 'DE.newest', intent.clock + 60);

        await answerTo(together);

        expect(await everybody()).toEqual([{ phone: null, bsuid: 'DE.newest' }]);
        expect(await intent.say("what's on my list", { from: { bsuid: 'DE.newest' } })).toBe(
          'Your list:\n1. milk',
        );
      });

      it('says nothing about somebody who has yet another id by now', async () => {
        await intent.say('add milk to my list');
        await notice('DE.1349', 'DE.newest', intent.clock);
        await intent.say('thanks', { from: { bsuid: 'DE.newest', phone: '4915177777777' } });

        await answerTo({ ...changed, from });

        expect(await everybody()).toEqual([{ bsuid: 'DE.newest', phone: '4915177777777' }]);
      });
    });

    it('changes nothing the second time', async () => {
      await intent.say('add milk to my list');
      await intent.send(intent.message(undefined, changed), intent.message(undefined, changed));

      expect(await intent.say("what's on my list", afterwards)).toBe('Your list:\n1. milk');
    });
  });

  describe('holds more than words:', () => {
    it('a place is kept, and answers where the car is', async () => {
      const location = {
        latitude: 37.44,
        longitude: -122.16,
        name: 'Philz Coffee',
        address: '101 Forest Ave',
      };

      expect(await answerTo({ kind: 'location', raw: JSON.stringify({ location }) })).toBe(
        'I\'ll remember this place: Philz Coffee. Ask me "where is Philz Coffee?" to get it back.',
      );
      const [note] = await intent.database.note.findMany();
      expect(note?.noteSealed).not.toContain('Philz');
    });

    it('people on cards are kept, as far as the cards can be read', async () => {
      const contacts = [
        {
          name: { formatted_name: 'Barbara J. Johnson' },
          phones: [{ phone: '+1 650-555-9999' }, {}],
          emails: 'x',
        },
        { name: {} },
      ];

      expect(await answerTo({ kind: 'contacts', raw: JSON.stringify({ contacts }) })).toBe(
        "I'll remember how to reach Barbara J. Johnson",
      );
      expect(await intent.database.note.count()).toBe(1);
    });

    it('the event on a picture is asked about with buttons, and made after a yes', async () => {
      const concert = {
        intent: 'create_event',
        confidence: 0.9,
        words: 'Jazz night',
        title: 'Jazz night',
        when: { start: '2096-12-04T20:00:00+01:00', grain: 'hour' },
      };
      const reading = { summary: 'A poster of a jazz night.', actions: [concert] };

      expect(await answerTo({ kind: 'image', mediaOutcome: { reading } })).toBe(
        'Shall I put this in your calendar: Jazz night, Tue 4 Dec 2096 at 8:00 PM?\n\nA poster of a jazz night.',
      );
      const [asked] = await intent.database.outboundMessage.findMany();
      expect(JSON.parse(intent.sealer.open(asked?.choicesSealed ?? ''))).toMatchObject({
        buttons: [{ title: 'Yes' }, { title: 'No' }],
      });

      expect(await answerTo({ kind: 'interactive', detail: 'button_reply', text: 'Yes' })).toBe(
        "Event 'Jazz night' scheduled for Tue 4 Dec 2096 at 8:00 PM",
      );
    });

    it.each<'model_away' | 'whatsapp_away'>(['model_away', 'whatsapp_away'])(
      'a voice message that is read later (%s) is acted on once, though it was read in time after all',
      async (problem) => {
        const away = intent.message(undefined, { kind: 'audio', detail: 'voice', ...failing(problem) });
        const read = intent.message('add milk to my list', { kind: 'audio', detail: 'voice' });
        const laterOf = ({ wamid }: InboundPayload, text: string): InboundPayload =>
          intent.message(text, { readLaterFor: wamid });

        expect(await intent.send(away, read)).toEqual([
          expect.stringMatching(/^I cannot make use of your voice message right now/),
          'Task 1: milk added to your list',
        ]);
        expect(await intent.send(laterOf(away, 'add bread to my list'))).toEqual([
          'Task 2: bread added to your list',
        ]);

        await intent.enqueue(laterOf(read, 'add butter to my list'));
        expect(await answerTo({ text: "what's on my list" })).toBe('Your list:\n1. milk\n2. bread');
      },
    );

    it.each(['edit', 'revoke'])('a voice message is not acted on later after its %s', async (kind) => {
      const away = intent.message(undefined, { kind: 'audio', detail: 'voice', ...failing('model_away') });
      await intent.send(away);
      const refersTo = intent.sealer.blindIndex('wamid', away.wamid);
      await intent.send(intent.message(undefined, { kind, refersTo }));

      await intent.enqueue(intent.message('add milk to my list', { readLaterFor: away.wamid }));

      expect(await answerTo({ text: "what's on my list" })).toMatch(/nothing|empty/i);
    });

    it.each(['edit', 'revoke'])(
      'a question is closed by the %s of the message that it is about',
      async (kind) => {
        const vague = intent.message('remind me to call mom');
        await intent.send(vague);
        await intent.send(intent.message(undefined, { kind, refersTo: vague.messageKey }));

        expect(await answerTo({ text: 'tomorrow at 5pm' })).toMatch(/^I did not get that/);
      },
    );

    it('a question stays open while the person looks something up, or taps an older one', async () => {
      await answerTo({ text: 'remind me to call mom' });
      await answerTo({ text: "what's on my list" });
      await answerTo({ text: 'thanks' });
      const tapped = { type: 'button_reply', button_reply: { id: 'yes-older', title: 'Yes' } };
      await answerTo({
        kind: 'interactive',
        detail: 'button_reply',
        text: 'Yes',
        raw: JSON.stringify({ interactive: tapped }),
      });
      await answerTo({ text: 'who won the game?' });

      expect(await answerTo({ text: 'tomorrow at 5pm' })).toMatch(/^I'll remind you .*call mom/);
    });

    it('what a machine heard is repeated', async () => {
      const voice = { kind: 'audio', detail: 'voice' };

      expect(
        await answerTo({
          ...voice,
          mediaOutcome: { text: 'add milk to my list', reading: { heard: { confidence: 0.9 } } },
        }),
      ).toBe('Task 1: milk added to your list\n\nYou said: “add milk to my list”');
      expect(await answerTo({ ...voice, ...failing('nothing_heard') })).toMatch(/^I heard nothing/);
    });
  });
});
