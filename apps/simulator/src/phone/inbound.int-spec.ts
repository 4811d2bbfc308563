import 'reflect-metadata';

import { metaExamples, waitUntil } from '#testing';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Accounts } from '../accounts/accounts.ts';
import { Clock } from '../clock.ts';
import { People } from '../people.ts';
import { Rules } from '../rules/rules.ts';
import { ServiceWindows } from '../rules/service-windows.ts';
import { Books } from '../scenario/books.ts';
import type { Content } from './content.ts';
import { Conversations } from './conversations.ts';
import type { Bubble } from './phone.events.ts';

interface Sent {
  contacts?: { profile: object; wa_id?: string; user_id: string }[];
  messages: Record<string, unknown>[];
}

const phone = '16505551234';
let simulator: SimulatorApp;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

async function post(path: string, body: object): Promise<string> {
  const answer = await simulator.call<{ wamid: string; message: string }>('POST', `/_phone/${path}`, body);
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.body.message}`);
  return answer.body.wamid;
}

/** Sends it and waits for the webhook. */
async function sent(
  path: string,
  body: object,
): Promise<Sent & { wamid: string; message: Record<string, unknown> }> {
  const wamid = await post(path, body);
  const find = (): Sent[] =>
    (simulator.values as unknown as Sent[]).filter(({ messages }) =>
      messages?.some(({ id }) => id === wamid),
    );
  const value = await waitUntil('the webhook arrived', () => find()[0]);
  return { ...value, wamid, message: value.messages[0]! };
}

const chat = () => ({
  number: simulator.get(Accounts).usual,
  person: simulator.get(People).withPhone(phone),
});
const bubble = (wamid: string): Bubble => simulator.get(Conversations).find(wamid)!;

/** A message of the business, as if it had been sent. */
function answered(content: Content, wamid = 'wamid.ANSWER='): string {
  simulator.get(Conversations).add(chat(), { wamid, from: 'them', content });
  return wamid;
}

describe('a person', () => {
  it.each([
    ['text', { text: { body: 'hi' } }, { kind: 'text', text: 'hi' }],
    [
      'location',
      { location: { latitude: 37.44, longitude: -122.16, name: 'Philz Coffee' } },
      { kind: 'location', latitude: 37.44, longitude: -122.16, name: 'Philz Coffee' },
    ],
    [
      'contacts',
      {
        contacts: [
          { name: { formatted_name: 'Barbara J. Johnson' }, phones: [{ phone: '+1 650-555-9999' }] },
        ],
      },
      {
        kind: 'contacts',
        contacts: [{ name: 'Barbara J. Johnson', phones: ['+1 650-555-9999'], emails: [] }],
      },
    ],
    [
      'interactive',
      {
        interactive: { type: 'list_reply', list_reply: { id: 'a', title: 'Express', description: '2 days' } },
      },
      { kind: 'text', text: 'Express\n2 days' },
    ],
    [
      'interactive',
      { interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{}' } } },
      { kind: 'other', text: 'Form: Sent' },
    ],
    ['button', { button: { payload: 'stop', text: 'Unsubscribe' } }, { kind: 'text', text: 'Unsubscribe' }],
    [
      'order',
      { order: { catalog_id: '1', text: 'Love these!', product_items: [{ quantity: 2 }] } },
      { kind: 'other', text: 'Order of 1 product\nLove these!' },
    ],
    [
      'unsupported',
      { errors: [{ code: 131_051 }], unsupported: { type: 'poll' } },
      { kind: 'other', text: 'Unsupported message' },
    ],
    ['hologram', { hologram: { depth: 3 } }, { kind: 'other', text: 'Message: hologram' }],
    [
      'text',
      { text: { body: 'More info?' }, referral: { source_type: 'ad' } },
      { kind: 'text', text: 'More info?' },
    ],
  ])('sends %s, and sees it', async (type, content, shown) => {
    const { wamid, message, contacts } = await sent('send', { message: { type, ...content } });
    expect(message).toEqual({
      from: phone,
      from_user_id: expect.stringMatching(/^US\.\d+$/),
      id: wamid,
      timestamp: expect.stringMatching(/^\d{10}$/),
      type,
      ...content,
    });
    expect(contacts).toHaveLength(1);
    expect(bubble(wamid)).toMatchObject({ from: 'me', content: shown });
    await waitUntil('the tick is there', () => bubble(wamid).status === 'acknowledged');
  });

  it('sends every message that Meta shows as an example', async () => {
    const entries = Object.values(metaExamples).flatMap(
      ({ entry }) => entry as { changes: { field: string; value: Sent }[] }[],
    );
    const messages = entries
      .flatMap(({ changes }) => changes)
      .flatMap(({ field, value }) => (field === 'messages' ? (value.messages ?? []) : []));
    expect(messages.length).toBeGreaterThan(5);
    for (const { id: _id, from: _from, timestamp: _timestamp, ...message } of messages) {
      const { message: arrived } = await sent('send', { message });
      expect(arrived.type).toBe(message.type);
    }
  });

  it.each([
    ['an empty text', { type: 'text', text: { body: '' } }, 'message.text.body'],
    ['a place off the earth', { type: 'location', location: { latitude: 91, longitude: 0 } }, 'latitude'],
    ['a text without text', { type: 'text' }, 'message.text'],
    ['a message without a type', { text: { body: 'hi' } }, 'message.type'],
  ])('can not send %s', async (_, message, place) => {
    await expect(post('send', { message })).rejects.toThrow(place);
    expect(simulator.get(Books).webhooks).toEqual([]);
  });

  it('quotes either side, and forwards', async () => {
    const own = await sent('messages', { text: 'buy milk' });
    const answer = answered({ kind: 'text', text: 'Done' });
    const quote = await sent('messages', { text: 'thanks', quotes: answer });
    expect(quote.message.context).toEqual({ from: '15550783881', id: answer });
    expect(bubble(quote.wamid).quotes).toEqual({ wamid: answer, text: 'Done', from: 'them' });
    expect((await sent('messages', { text: 'and this', quotes: own.wamid })).message.context).toEqual({
      from: phone,
      id: own.wamid,
    });
    const forwarded = await sent('send', {
      forwarded: true,
      message: { type: 'text', text: { body: 'look' } },
    });
    expect(forwarded.message.context).toEqual({ forwarded: true });
  });

  it('quotes with a file', async () => {
    const answer = answered({ kind: 'text', text: 'Show me' });
    const query = new URLSearchParams({ kind: 'image', quotes: answer });
    const file = new Uint8Array([1, 2]);
    await simulator.call('POST', `/_phone/media?${query.toString()}`, file, { 'content-type': 'image/png' });
    await waitUntil('the webhook arrived', () => simulator.values.length === 1);
    expect((simulator.values[0] as unknown as Sent).messages[0]!.context).toMatchObject({ id: answer });
  });

  it('taps a button, and can not tap what is not there', async () => {
    const wamid = answered({
      kind: 'interactive',
      body: 'Really?',
      action: { type: 'buttons', buttons: [{ id: 'yes', title: 'Yes' }] },
    });
    const { message } = await sent('taps', { wamid, id: 'yes' });
    expect(message).toMatchObject({
      type: 'interactive',
      context: { from: '15550783881', id: wamid },
      interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
    });
    await expect(post('taps', { wamid, id: 'no' })).rejects.toThrow('404');
    await expect(post('taps', { wamid: 'wamid.GONE=', id: 'yes' })).rejects.toThrow('404');
    await expect(post('taps', { wamid, id: 'yes', phone: '4915112345678' })).rejects.toThrow('404');
  });

  it('reacts, and takes it back', async () => {
    const wamid = answered({ kind: 'text', text: 'Done' });
    const { message } = await sent('reactions', { wamid, emoji: '👍' });
    expect(message).toMatchObject({ type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } });
    expect(bubble(wamid).reactions).toEqual({ me: '👍' });
    await sent('reactions', { wamid, emoji: '' });
    expect(bubble(wamid).reactions).toEqual({ me: undefined });
    expect(simulator.get(Conversations).of(chat())).toHaveLength(1);
  });

  it('edits and takes back', async () => {
    const { wamid } = await sent('messages', { text: 'buy mlik' });
    const edited = { type: 'text', text: { body: 'buy milk' } };
    await sent('send', { message: { type: 'edit', edit: { original_message_id: wamid, message: edited } } });
    expect(bubble(wamid)).toMatchObject({ edited: true, content: { text: 'buy milk' } });
    await sent('send', { message: { type: 'revoke', revoke: { original_message_id: wamid } } });
    expect(bubble(wamid).revoked).toBe(true);
  });

  it('plays a voice message, of which the business hears the first time', async () => {
    const { body } = await simulator.graph<{ messages: { id: string }[] }>(
      'POST',
      '/106540352242922/messages',
      {
        messaging_product: 'whatsapp',
        to: phone,
        type: 'audio',
        audio: { link: 'https://example.com/answer.ogg', voice: true },
        biz_opaque_callback_data: 'job-42',
      },
    );
    const wamid = body.messages[0]!.id;
    simulator.get(Clock).advance(1_000);
    await post('played', { wamid });
    await waitUntil('it is known', () => bubble(wamid).status === 'played');
    await post('played', { wamid });
    const statuses = simulator.values.flatMap(({ statuses: list = [] }) => list as object[]);
    const played = statuses.filter((status) => 'status' in status && status.status === 'played');
    expect(played).toEqual([
      expect.objectContaining({ id: wamid, recipient_id: phone, biz_opaque_callback_data: 'job-42' }),
    ]);
    expect(played[0]).not.toHaveProperty('pricing');
  });
});

describe('somebody who changes', () => {
  it('the number is another user with the same chat', async () => {
    const before = await sent('messages', { text: 'hi' });
    const system = { type: 'user_changed_number', wa_id: '12195555358' };
    const { message, contacts } = await sent('send', { message: { type: 'system', system } });
    expect(contacts).toBeUndefined();
    expect(message).toMatchObject({
      from: phone,
      from_user_id: before.message.from_user_id,
      system: {
        ...system,
        body: 'User Sheena Nelson changed from 16505551234 to 12195555358',
        previous_user_id: before.message.from_user_id,
      },
    });
    const after = await sent('messages', { text: 'it is still me', phone: '12195555358' });
    expect(after.message.from_user_id).toBe((message.system as { user_id: string }).user_id);
    expect(after.message.from_user_id).not.toBe(before.message.from_user_id);
    const person = simulator.get(People).withPhone('12195555358');
    expect(simulator.get(Conversations).of({ ...chat(), person })).toHaveLength(3);

    const stranger = await sent('messages', { text: 'the number was free', phone });
    expect([before, after].map((one) => one.message.from_user_id)).not.toContain(
      stranger.message.from_user_id,
    );
  });

  it('the user id keeps the number', async () => {
    const system = { type: 'user_changed_user_id', user_id: 'US.99' };
    await sent('send', { message: { type: 'system', system } });
    expect((await sent('messages', { text: 'hi' })).message).toMatchObject({
      from: phone,
      from_user_id: 'US.99',
    });
  });
});

describe('somebody with a username', () => {
  it('is named without the phone, by the username', async () => {
    simulator.get(People).change(chat().person, { username: '@realsheenanelson' });
    const { message, contacts } = await sent('messages', { text: 'hi' });
    expect(message).not.toHaveProperty('from');
    expect(message.from_user_id).toMatch(/^US\./);
    expect(contacts).toEqual([
      { profile: { name: 'Sheena Nelson', username: '@realsheenanelson' }, user_id: message.from_user_id },
    ]);
  });

  it('can be everybody', async () => {
    simulator.get(Rules).change({ hidePhones: true });
    const { message, contacts } = await sent('messages', { text: 'hi' });
    expect(message).not.toHaveProperty('from');
    expect(contacts![0]).not.toHaveProperty('wa_id');
  });
});

it('opens the window with a message, not with a notice of WhatsApp', async () => {
  simulator.get(Rules).change({ strangersWrote: false });
  const isOpen = (): boolean => simulator.get(ServiceWindows).isOpen(chat());
  await sent('send', { message: { type: 'system', system: { type: 'customer_identity_changed' } } });
  expect(isOpen()).toBe(false);
  await sent('reactions', { wamid: 'wamid.OLD=', emoji: '👍' });
  expect(isOpen()).toBe(true);
});
