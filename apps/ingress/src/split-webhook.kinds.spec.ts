import type { InboundPayload } from '#queues';
import {
  fileContent,
  type MessageContent,
  messageValue,
  sheena,
  testAccount,
  webhook,
  testSealer,
} from '#testing';
import { webhookSchema } from '#whatsapp';

import { splitWebhook } from './split-webhook.ts';

const sealer = testSealer();
const { phoneNumberId } = testAccount;
const split = (...values: Record<string, unknown>[]) =>
  splitWebhook(webhookSchema.parse(webhook(...values)), { phoneNumberId, sealer });

const payloadOf = (value: Record<string, unknown>): InboundPayload => {
  const { intent, notices } = split(value);
  expect(notices).toEqual([]);
  expect(intent).toHaveLength(1);
  return intent[0]!;
};
const keyOf = (wamid: string): string => sealer.blindIndex('wamid', wamid);
const quoting = { context: { from: '15550783881', id: 'wamid.QUOTED=' } };

/** What the payload holds beyond the fields common to all messages; everything else must be absent. */
type Said = Pick<InboundPayload, 'detail' | 'text' | 'refersTo' | 'becomes' | 'media' | 'awaitsMedia'>;
const saidBy = ({ detail, text, refersTo, becomes, media, awaitsMedia }: InboundPayload): Said =>
  JSON.parse(JSON.stringify({ detail, text, refersTo, becomes, media, awaitsMedia })) as Said;

describe('a message of the kind', () => {
  it.each<[string, MessageContent, Said]>([
    ['text', { type: 'text', text: { body: 'call mom' } }, { text: 'call mom' }],
    [
      'text that quotes',
      { type: 'text', text: { body: 'this one' }, ...quoting },
      { text: 'this one', refersTo: keyOf('wamid.QUOTED=') },
    ],
    [
      'text that was forwarded',
      { type: 'text', text: { body: 'read this' }, context: { forwarded: true } },
      { text: 'read this', detail: 'forwarded' },
    ],
    [
      'text that went through many hands',
      { type: 'text', text: { body: 'read this' }, context: { frequently_forwarded: true } },
      { text: 'read this', detail: 'forwarded' },
    ],
    [
      'text about a product',
      {
        type: 'text',
        text: { body: 'Is this still available?' },
        context: {
          ...quoting.context,
          referred_product: { catalog_id: '194836987003835', product_retailer_id: 'di9ozbzfi4' },
        },
      },
      { text: 'Is this still available?', refersTo: keyOf('wamid.QUOTED=') },
    ],
    [
      'text after a tap on an ad',
      {
        type: 'text',
        text: { body: 'Can I get more info?' },
        referral: { source_url: 'https://fb.me/3cr4Wqqkv', source_type: 'ad', headline: 'Chat with us' },
      },
      { text: 'Can I get more info?' },
    ],
    ['location', { type: 'location', location: { latitude: 37.44, longitude: -122.16 } }, {}],
    ['contacts', { type: 'contacts', contacts: [{ name: { formatted_name: 'Barbara J. Johnson' } }] }, {}],
    [
      'contacts that we asked for',
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Sheena' }, origin: 'contact_request' }] },
      { detail: 'contact_request' },
    ],
    [
      'interactive: a button',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'change-button', title: 'Change' } },
        ...quoting,
      },
      { text: 'Change', detail: 'button_reply', refersTo: keyOf('wamid.QUOTED=') },
    ],
    [
      'interactive: a row of a list',
      {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: 'express', title: 'Priority Mail Express', description: 'Next Day to 2 Days' },
        },
      },
      { text: 'Priority Mail Express', detail: 'list_reply' },
    ],
    [
      'interactive: a form',
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"abc","slot":"10:30"}' },
        },
      },
      { detail: 'nfm_reply' },
    ],
    [
      'interactive: an address',
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'address_message', body: 'Sent', response_json: '{"values":{}}' },
        },
      },
      { detail: 'address_message' },
    ],
    [
      'interactive: leave to call',
      {
        type: 'interactive',
        interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } },
      },
      { detail: 'call_permission_reply' },
    ],
    ['interactive without anything', { type: 'interactive' }, {}],
    [
      'button of a template',
      { type: 'button', button: { payload: 'STOP-42', text: 'Unsubscribe' } },
      { text: 'Unsubscribe' },
    ],
    [
      'reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.TARGET=', emoji: '👍' } },
      { refersTo: keyOf('wamid.TARGET='), text: '👍' },
    ],
    [
      'reaction taken back',
      { type: 'reaction', reaction: { message_id: 'wamid.TARGET=' } },
      { detail: 'removed', refersTo: keyOf('wamid.TARGET=') },
    ],
    [
      'reaction taken back, said the other way',
      { type: 'reaction', reaction: { message_id: 'wamid.TARGET=', emoji: '' } },
      { detail: 'removed', refersTo: keyOf('wamid.TARGET=') },
    ],
    [
      'order',
      {
        type: 'order',
        order: {
          catalog_id: '194836987003835',
          text: 'Love these!',
          product_items: [{ product_retailer_id: 'di9ozbzfi4', quantity: 2, item_price: 7.99 }],
        },
      },
      { text: 'Love these!' },
    ],
    [
      'edit of a text',
      {
        type: 'edit',
        edit: {
          original_message_id: 'wamid.ORIGINAL=',
          message: { context: { id: 'M0' }, type: 'text', text: { body: 'call dad' } },
        },
      },
      { text: 'call dad', refersTo: keyOf('wamid.ORIGINAL=') },
    ],
    [
      'edit of a caption',
      {
        type: 'edit',
        edit: {
          original_message_id: 'wamid.ORIGINAL=',
          message: fileContent.image({ caption: 'Updated caption' }),
        },
      },
      { text: 'Updated caption', refersTo: keyOf('wamid.ORIGINAL=') },
    ],
    [
      'revoke',
      { type: 'revoke', revoke: { original_message_id: 'wamid.ORIGINAL=' } },
      { refersTo: keyOf('wamid.ORIGINAL=') },
    ],
    [
      'unsupported',
      {
        type: 'unsupported',
        errors: [{ code: 131_051, title: 'Message type unknown' }],
        unsupported: { type: 'poll' },
      },
      { detail: 'poll' },
    ],
    [
      'unsupported without its kind',
      { type: 'unsupported', errors: [{ code: 131_051 }] },
      { detail: '131051' },
    ],
    ['unsupported of old', { type: 'unknown', errors: [{ code: 501 }] }, { detail: '501' }],
    ['never heard of', { type: 'hologram', hologram: { depth: 3 } }, {}],
  ])('%s', (_, content, said) => {
    const wamid = 'wamid.HBgL=';

    const payload = payloadOf(messageValue(content, sheena, wamid));

    expect(payload).toMatchObject({
      wamid,
      messageKey: keyOf(wamid),
      from: sheena,
      kind: content.type,
      position: 0,
      receivedAt: expect.any(Number),
      sentAt: expect.any(Number),
    });
    expect(saidBy(payload)).toEqual(said);
  });

  it.each<[string, MessageContent, Partial<InboundPayload>]>([
    ['image', fileContent.image(), { text: 'Taj Mahal' }],
    ['voice note', fileContent.voice(), { detail: 'voice' }],
    ['audio file', fileContent.voice({ voice: false, mime_type: 'audio/mpeg' }), {}],
    ['video', fileContent.video(), { text: 'Look' }],
    ['document', fileContent.document(), { text: 'Invoice' }],
    ['sticker', fileContent.sticker(), {}],
    ['animated sticker', fileContent.sticker({ animated: true }), { detail: 'animated' }],
    [
      'forwarded image',
      { ...fileContent.image(), context: { forwarded: true } },
      { text: 'Taj Mahal', detail: 'forwarded' },
    ],
    ['forwarded voice note', { ...fileContent.voice(), context: { forwarded: true } }, { detail: 'voice' }],
  ])('%s goes to the media step and is announced', (_, content, said) => {
    const { intent, media } = split(messageValue(content));
    const file = (content as unknown as Record<string, Record<string, string>>)[content.type]!;

    expect(media).toHaveLength(1);
    expect(saidBy(media[0]!)).toEqual({
      ...said,
      media: {
        id: file.id,
        url: file.url,
        mimeType: file.mime_type,
        sha256: file.sha256,
        ...(file.filename && { filename: file.filename }),
      },
    });
    expect(intent).toEqual([{ ...media[0]!, awaitsMedia: true }]);
  });

  it.each<[string, object]>([
    ['without an id', { caption: 'Taj Mahal', mime_type: 'image/jpeg' }],
    ['with an id that is none', { caption: 'Taj Mahal', id: 7 }],
    ['with an empty id', { caption: 'Taj Mahal', id: '' }],
  ])('image %s keeps its words and goes on without a file', (_, image) => {
    const { intent, media } = split(messageValue({ type: 'image', image }));

    expect(media).toEqual([]);
    expect(saidBy(intent[0]!)).toEqual({ text: 'Taj Mahal' });
    expect(intent[0]!.raw).toContain('Taj Mahal');
  });

  it('image keeps its file when something beside it is unreadable', () => {
    const { media } = split(messageValue(fileContent.image({ caption: 7 as never, url: null as never })));

    expect(media[0]).toMatchObject({ media: { id: '1003383421387256', url: undefined }, text: undefined });
  });

  it('video that WhatsApp could not fetch tells the code', () => {
    const errors = [{ code: 131_052, title: 'Media download error' }];

    expect(payloadOf({ ...messageValue({ type: 'video', video: {}, errors }) })).toMatchObject({
      kind: 'video',
      detail: '131052',
      media: undefined,
    });
  });

  it.each(['text', 'image', 'interactive', 'reaction', 'order', 'system', 'edit', 'revoke', 'contacts'])(
    '%s passes when what it holds is unreadable',
    (kind) => {
      for (const broken of [null, 7, 'nonsense', [], [null], {}]) {
        const payload = payloadOf(messageValue({ type: kind, [kind]: broken } as never));

        expect(payload).toMatchObject({ kind, text: undefined, media: undefined });
        expect(JSON.parse(payload.raw!)).toMatchObject({ [kind]: broken });
      }
    },
  );
});

describe('a kind', () => {
  it.each([undefined, null, '', 7, 'two words', 'a\u0000b', 'x'.repeat(65)])(
    'that is no word (%j) is called unknown, and the message stays',
    (type) => {
      const payload = payloadOf(messageValue({ type } as never));

      expect(payload.kind).toBe('unknown');
      expect(payload.raw).toContain(payload.wamid);
    },
  );

  it('lets no words of a person into the detail', () => {
    const system = { type: 'Sheena Nelson said: call my lawyer' };

    expect(payloadOf(messageValue({ type: 'system', system })).detail).toBeUndefined();
  });
});

describe('the message as it came', () => {
  it('is left out when the payload holds all of it', () => {
    const value = messageValue({ type: 'text', text: { body: 'call mom' } });
    const [message] = value.messages as object[];
    const withParent = { ...value, messages: [{ ...message, from_parent_user_id: 'US.ENT.1181' }] };

    expect(payloadOf(value).raw).toBeUndefined();
    expect(payloadOf(withParent).raw).toBeUndefined();
  });

  it.each<[string, MessageContent]>([
    ['another kind', fileContent.sticker()],
    ['a context', { type: 'text', text: { body: 'x' }, ...quoting }],
    ['more about its words', { type: 'text', text: { body: 'x', preview: true } as never }],
    ['a key of tomorrow', { type: 'text', text: { body: 'x' }, aura: 'blue' } as never],
    ['words that are unreadable', { type: 'text', text: { body: 7 } as never }],
  ])('is kept when it holds %s', (_, content) => {
    const value = messageValue(content);

    expect(JSON.parse(payloadOf(value).raw!)).toEqual((value.messages as object[])[0]);
  });
});

describe('a change of identity', () => {
  const system = (fields: object, more: object = {}): InboundPayload => {
    const value = messageValue({ type: 'system', system: fields as never });
    const [message] = value.messages as object[];
    return payloadOf({ ...value, contacts: undefined, messages: [{ ...message, ...more }] });
  };

  it('of the number leads from the old one to the new one', () => {
    const type = 'user_changed_number';
    const body = 'User Sheena Nelson changed from 16505551234 to 12195555358';

    const payload = system({ type, body, wa_id: '12195555358' }, { from_user_id: undefined });

    expect(payload).toMatchObject({ detail: type, text: undefined, becomes: { phone: '12195555358' } });
    expect(payload.from).toEqual({ phone: '16505551234' });
  });

  it('of number and user id leads from both to both', () => {
    const ids = { wa_id: '12195555358', user_id: 'US.NEW', previous_user_id: 'US.OLD' };

    for (const from_user_id of ['US.OLD', 'US.NEW', undefined]) {
      expect(system({ type: 'user_changed_number', ...ids }, { from_user_id })).toMatchObject({
        from: { phone: '16505551234', bsuid: 'US.OLD' },
        becomes: { phone: '12195555358', bsuid: 'US.NEW' },
      });
    }
  });

  it('of the number does not take the new user id for the old one', () => {
    const payload = system(
      { type: 'user_changed_number', wa_id: '12195555358', user_id: 'US.NEW' },
      { from_user_id: 'US.NEW' },
    );

    expect(payload.from).toEqual({ phone: '16505551234' });
    expect(payload.becomes).toMatchObject({ bsuid: 'US.NEW' });
  });

  it.each([
    ['the one named previous', 'US.OLD', undefined],
    ['the one named previous, when the new one is the sender', 'US.OLD', 'US.NEW'],
    ['the sender', undefined, 'US.OLD'],
  ])('of the user id leads from %s to the new one', (_, previous_user_id, from_user_id) => {
    const payload = system(
      { type: 'user_changed_user_id', user_id: 'US.NEW', previous_user_id },
      { from: '', from_user_id: from_user_id ?? 'US.NEW' },
    );

    expect(payload).toMatchObject({
      detail: 'user_changed_user_id',
      becomes: { bsuid: 'US.NEW' },
    });
    expect(payload.from).toEqual({ bsuid: 'US.OLD' });
    expect(payload.becomes).not.toHaveProperty('phone');
  });

  it('of the user id needs no sender beside the previous id', () => {
    const fields = { type: 'user_changed_user_id', user_id: 'US.NEW', previous_user_id: 'US.OLD' };

    expect(system(fields, { from: undefined, from_user_id: undefined }).from.bsuid).toBe('US.OLD');
  });

  it('is none when only the keys of the phone changed', () => {
    const identity = { acknowledged: true, created_timestamp: '1697044706', hash: 'xyz' };

    const payload = system({ type: 'customer_identity_changed', wa_id: '16505551234' }, { identity });

    expect(payload).toMatchObject({ detail: 'customer_identity_changed', becomes: undefined });
    expect(payload.raw).toContain('xyz');
  });
});
