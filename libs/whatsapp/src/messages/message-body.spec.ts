import { GraphError } from '../graph-error.ts';
import type { ContactCard } from './contacts.ts';
import { contentOf, type Envelope, type MessageContent, messageBodyOf } from './message-body.ts';
import { MessageLimitError } from './message-limit.ts';

const envelope: Envelope = { to: { phone: '16505551234' }, callbackData: 'job-42' };
const text = contentOf({ kind: 'text', body: 'Hello' });

const location = (latitude: number, longitude: number, more: object = {}): MessageContent => ({
  kind: 'location',
  latitude,
  longitude,
  ...more,
});
const card = (name: object, more: object = {}): ContactCard => ({
  name: { formatted_name: 'Barbara J. Johnson', ...name },
  ...more,
});
const contacts = (...all: ContactCard[]): MessageContent => ({ kind: 'contacts', contacts: all });
const barbara = card({ first_name: 'Barbara' }, { phones: [{ phone: '+16505559999', type: 'HOME' }] });
const reaction = (emoji: string): MessageContent => ({ kind: 'reaction', wamid: 'wamid.A=', emoji });

const refusal = (content: MessageContent) => () => contentOf(content);

describe('the envelope of a message', () => {
  it('names the person and our own id', () => {
    expect(messageBodyOf(envelope, text)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+16505551234',
      type: 'text',
      text: { body: 'Hello', preview_url: false },
      biz_opaque_callback_data: 'job-42',
    });
  });

  it('can quote a message', () => {
    expect(messageBodyOf({ ...envelope, quotes: 'wamid.QUOTED=' }, text)).toMatchObject({
      context: { message_id: 'wamid.QUOTED=' },
    });
  });

  it('can not quote with a reaction, or nothing', () => {
    const quoting = { ...envelope, quotes: 'wamid.QUOTED=' };

    expect(() => messageBodyOf(quoting, contentOf(reaction('😀')))).toThrow(
      'a reaction can not quote a message',
    );
    expect(() => messageBodyOf({ ...envelope, quotes: '' }, text)).toThrow(
      'quoted message must not be empty',
    );
  });

  it('has room for 512 characters of ours', () => {
    expect(messageBodyOf({ ...envelope, callbackData: 'x'.repeat(512) }, text)).toEqual(expect.any(Object));
    const longer = { ...envelope, callbackData: 'x'.repeat(513) };
    expect(() => messageBodyOf(longer, text)).toThrow(MessageLimitError);
    expect(() => messageBodyOf(longer, text)).toThrow('1 to 512 characters, not 513');
  });
});

describe('a location', () => {
  it('is written in degrees without exponents', () => {
    expect(
      contentOf(location(-0.000_000_01, 122.160_987_654, { name: 'Philz', address: '101 Forest Ave' })),
    ).toEqual({
      type: 'location',
      location: { latitude: '0', longitude: '122.160988', name: 'Philz', address: '101 Forest Ave' },
    });
    expect(contentOf(location(0.000_001, 0))).toMatchObject({ location: { latitude: '0.000001' } });
  });

  it.each([
    [location(90, 180), location(90.000_001, 180), 'latitude must be between -90 and 90, not 90.000001'],
    [location(-90, -180), location(-90, -180.5), 'longitude must be between -180 and 180, not -180.5'],
    [location(0, 0), location(Number.NaN, 0), 'latitude must be between -90 and 90, not NaN'],
    [location(0, 0, { name: 'x' }), location(0, 0, { name: '' }), 'name of the location must not be empty'],
    [
      location(0, 0, { address: 'x' }),
      location(0, 0, { address: '' }),
      'address of the location must not be empty',
    ],
  ])('lies on the globe: %j, not %j', (atLimit, beyond, reason) => {
    expect(contentOf(atLimit)).toMatchObject({ type: 'location' });
    expect(refusal(beyond)).toThrow(MessageLimitError);
    expect(refusal(beyond)).toThrow(reason);
  });
});

describe('contacts', () => {
  it('are sent as they are', () => {
    expect(contentOf(contacts(barbara))).toEqual({ type: 'contacts', contacts: [barbara] });
  });

  it('can be 257', () => {
    const many = (count: number) => contacts(...Array.from({ length: count }, () => barbara));

    expect(contentOf(many(257))).toMatchObject({ type: 'contacts' });
    expect(refusal(many(258))).toThrow(MessageLimitError);
    expect(refusal(many(258))).toThrow('1 to 257 contacts, not 258');
    expect(refusal(many(0))).toThrow('1 to 257 contacts, not 0');
  });

  it.each([
    [card({}), 'one more part of the name'],
    [card({ first_name: '' }), 'one more part of the name'],
    [card({ formatted_name: '', first_name: 'Barbara' }), 'formatted name of a contact must not be empty'],
    [card({ last_name: 'Johnson' }, { birthday: '23.1.1999' }), 'must read like 1999-01-23'],
  ])('can not be sent as %j', (one, reason) => {
    expect(refusal(contacts(one))).toThrow(MessageLimitError);
    expect(refusal(contacts(one))).toThrow(reason);
  });
});

describe('a reaction', () => {
  it.each(['😀', '❤', '👍🏽', '👨‍👩‍👧‍👦', '🇩🇪', '1️⃣', ''])('can be "%s"', (emoji) => {
    expect(contentOf(reaction(emoji))).toEqual({
      type: 'reaction',
      reaction: { message_id: 'wamid.A=', emoji },
    });
  });

  it.each([
    ['😀😀', 'not 2 characters'],
    ['a', 'not another character'],
    ['1', 'not another character'],
    ['ok', 'not 2 characters'],
    ['🇩', 'not another character'],
  ])('can not be "%s"', (emoji, reason) => {
    expect(refusal(reaction(emoji))).toThrow(MessageLimitError);
    expect(refusal(reaction(emoji))).toThrow(reason);
  });

  it('needs a message', () => {
    expect(refusal({ kind: 'reaction', wamid: '', emoji: '😀' })).toThrow('must not be empty');
  });
});

describe('a message beyond a limit', () => {
  it('counts as refused by WhatsApp, and tells nothing of what somebody wrote', () => {
    const secret = 'secret '.repeat(600);
    let error: unknown;
    try {
      contentOf({ kind: 'text', body: secret });
    } catch (thrown) {
      error = thrown;
    }

    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject({ name: 'MessageLimitError', outcome: 'refused', code: undefined });
    expect(String(error)).not.toContain('secret');
  });
});
