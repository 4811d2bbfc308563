import 'reflect-metadata';

import { waitUntil } from '#testing';

import { SimulatorApp } from '../../../test/simulator-app.ts';
import { Accounts } from '../../accounts/accounts.ts';
import { Clock } from '../../clock.ts';
import { MediaShelf } from '../../media/media.shelf.ts';
import { People } from '../../people.ts';
import { Conversations } from '../../phone/conversations.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import { Rules, type RuleValues } from '../../rules/rules.ts';
import { Books } from '../../scenario/books.ts';
import type { Template } from '../../templates/template.ts';
import { Templates } from '../../templates/templates.ts';
import { Statuses } from './statuses.ts';

interface Accepted {
  contacts: object[];
  messages: { id: string; message_status?: string }[];
}

interface Refused {
  error: { code: number; message: string; type: string; error_data: { details: string }; fbtrace_id: string };
}

interface Status extends Record<string, unknown> {
  id: string;
  status: string;
  errors?: { code: number; error_data: { details: string } }[];
}

const sheena = '+16505551234';
const day = 24 * 3_600_000;

let simulator: SimulatorApp;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

describe('a message', () => {
  it.each([
    ['text', { text: { body: 'Hello' } }, { kind: 'text', text: 'Hello' }],
    ['image', { image: { link: 'https://example.com/cat.png', caption: 'A cat' } }, { caption: 'A cat' }],
    ['location', { location: { latitude: 1, longitude: 2, name: 'META HQ' } }, { name: 'META HQ' }],
    ['contacts', { contacts: [{ name: { formatted_name: 'John Smith' } }] }, { kind: 'contacts' }],
    [
      'interactive',
      {
        interactive: {
          type: 'location_request_message',
          body: { text: 'Where?' },
          action: { name: 'send_location' },
        },
      },
      { body: 'Where?', action: { type: 'ask location' } },
    ],
  ])('of type %s is accepted and stands on the phone', async (type, part, content) => {
    const { status, body } = await send({ type, ...part });
    expect(status).toBe(200);
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: sheena, wa_id: '16505551234' }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) }],
    });
    expect(bubbles()).toMatchObject([{ wamid: body.messages[0]?.id, from: 'them', content }]);
    expect(simulator.get(Books).sends).toMatchObject([{ type, request: { type, ...part } }]);
  });

  it('quotes the message that it answers', async () => {
    const { id } = await accepted({ text: { body: 'Hello' } });
    await accepted({ text: { body: 'Are you there?' }, context: { message_id: id } });
    expect(bubbles().at(-1)?.quotes).toEqual({ wamid: id, text: 'Hello', from: 'them' });
  });

  it('goes to the number by which WhatsApp knows the phone', async () => {
    const { body } = await send({ to: '+52 55 1234 5678', text: { body: 'Hola' } });
    expect(body.contacts).toEqual([{ input: '+52 55 1234 5678', wa_id: '5215512345678' }]);
  });

  it('that is refused is noted with the reason', async () => {
    const { status, body } = await refused({ type: 'image', image: { id: '1' } });
    expect(status).toBe(400);
    expect(body.error).toEqual({
      message: '(#100) Invalid parameter',
      type: 'OAuthException',
      code: 100,
      error_data: { messaging_product: 'whatsapp', details: expect.stringContaining('image.id') },
      fbtrace_id: expect.any(String),
    });
    expect(simulator.get(Books)).toMatchObject({
      sends: [],
      refusals: [{ code: 100, details: body.error.error_data.details, request: { type: 'image' } }],
    });
  });
});

describe('a file', () => {
  it('goes from the number that it was uploaded for, and is shown on the phone', async () => {
    const { usual: number } = simulator.get(Accounts);
    const file = { bytes: Buffer.from('x'), mimeType: 'image/png', origin: 'upload' } as const;
    const { id } = simulator.get(MediaShelf).put({ ...file, number });
    await accepted({ type: 'image', image: { id } });
    const shown = { url: `_phone/files/${id}`, mimeType: 'image/png', bytes: 1 };
    expect(bubbles()).toMatchObject([{ content: { kind: 'image', file: shown } }]);

    const other = { ...number, id: '2' };
    const { id: foreign } = simulator.get(MediaShelf).put({ ...file, number: other });
    expect((await refused({ type: 'image', image: { id: foreign } })).body.error.code).toBe(100);
  });
});

describe('a reaction', () => {
  it('is put on a message and taken off again, and told of as sent only', async () => {
    rule({ statusAfterMs: { sent: 0, delivered: 0, read: 0 } });
    const { id: target } = await accepted({ text: { body: 'Hello' } });
    const { id } = await accepted({ type: 'reaction', reaction: { message_id: target, emoji: '👍' } });
    expect(bubbles()).toMatchObject([{ wamid: target, reactions: { them: '👍' } }]);
    await accepted({ type: 'reaction', reaction: { message_id: target, emoji: '' } });
    expect(bubbles()[0]?.reactions?.them).toBeUndefined();
    const { id: last } = await accepted({ text: { body: 'Bye' } });
    await untilStatus(last, 'read');
    expect(statusesOf(id).map(({ status }) => status)).toEqual(['sent']);
  });

  it.each([
    ['on a message that there is not', () => 'wamid.A='],
    ['on one of 31 days ago', (id: string) => (simulator.get(Clock).advance(31 * day), id)],
  ])('%s fails', async (_, targetOf) => {
    rule({ closedWindow: 'sent all the same' });
    const { id: target } = await accepted({ text: { body: 'Hello' } });
    const reaction = { message_id: targetOf(target), emoji: '👍' };
    const { id } = await accepted({ type: 'reaction', reaction });
    expect(await untilStatus(id, 'failed')).toMatchObject({ errors: [{ code: 131_009 }] });
  });
});

describe('a template', () => {
  const body = { type: 'body', parameters: [{ type: 'text', text: 'Jessica' }] };
  const confirmation = {
    type: 'template',
    template: { name: 'order_confirmation', language: { code: 'en-US' }, components: [body] },
  };

  it('is filled in, and billed by its category', async () => {
    add({ category: 'MARKETING' });
    const answer = await send(confirmation);
    expect(answer.body.messages[0]).toMatchObject({ message_status: 'accepted' });
    expect(bubbles()).toMatchObject([{ content: { kind: 'template', body: 'Thank you, Jessica!' } }]);
    expect(await untilStatus(answer.body.messages[0]!.id, 'sent')).toMatchObject({
      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
    });
  });

  it('is refused when it is missing, with 404', async () => {
    expect(await refused(confirmation)).toMatchObject({ status: 404, body: { error: { code: 132_001 } } });
  });

  it('reaches people outside their window, up to the messaging limit', async () => {
    add({});
    rule({ strangersWrote: false, messagingLimit: 1 });
    const { id } = await accepted(confirmation);
    await untilStatus(id, 'delivered');
    const { id: second } = await accepted({ ...confirmation, to: '+4915112345678' });
    expect(await untilStatus(second, 'failed')).toMatchObject({ errors: [{ code: 131_000 }] });
    simulator.get(Clock).advance(day);
    await untilStatus((await accepted({ ...confirmation, to: '+4915112345678' })).id, 'delivered');
  });
});

describe('the statuses of a message', () => {
  it('come when the rules say so, with the price twice', async () => {
    rule({ statusAfterMs: { sent: 60_000, delivered: null, read: 120_000 } });
    const { id } = await accepted({ text: { body: 'Hello' } });
    simulator.get(Clock).advance(120_000);
    const read = await untilStatus(id, 'read');
    const [sent] = statusesOf(id);
    expect(statusesOf(id)).toHaveLength(2);
    expect(Number(read.timestamp) - Number(sent?.timestamp)).toBe(60);
    expect(read.pricing).toEqual(sent?.pricing);
    expect(sent?.pricing).toMatchObject({ type: 'free_customer_service', category: 'service' });
  });

  it('can all leave before the answer', async () => {
    rule({ statusesFirst: true });
    const { id } = await accepted({ text: { body: 'Hello' } });
    expect(statusesOf(id).map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  });

  it('tell once that a voice message was played, and never of another message', async () => {
    rule({ statusAfterMs: { sent: 0, delivered: null, read: null } });
    const audio = { link: 'https://example.com/voice.ogg', voice: true };
    const { id } = await accepted({ type: 'audio', audio });
    const { id: text } = await accepted({ text: { body: 'Hello' } });
    for (const wamid of [id, id, text]) simulator.get(Statuses).played(wamid);
    await untilStatus(id, 'played');
    await untilStatus((await accepted({ text: { body: 'Bye' } })).id, 'sent');
    expect(allStatuses().filter(({ status }) => status === 'played')).toHaveLength(1);
    expect(bubbles()[0]?.status).toBe('played');
  });

  it('tell of a username when the phone speaks', async () => {
    simulator.get(People).withPhone('16505551234').username = '@realsheenanelson';
    const { id } = await accepted({ text: { body: 'Hello' } });
    await untilStatus(id, 'delivered');
    const profiles = simulator.values.map(({ contacts }) => (contacts as { profile: object }[])[0]?.profile);
    expect(profiles.slice(0, 2)).toEqual([
      { name: 'Sheena Nelson' },
      { name: 'Sheena Nelson', username: '@realsheenanelson' },
    ]);
  });
});

describe('a message that fails', () => {
  it('is told of with the reason, without price, contacts and what the business did not know', async () => {
    const { id } = await accepted({
      to: '+1 202 555 0126',
      text: { body: 'Hello' },
      biz_opaque_callback_data: 'job-42',
    });
    expect(await untilStatus(id, 'failed')).toEqual({
      id,
      status: 'failed',
      timestamp: expect.stringMatching(/^\d{10}$/),
      recipient_id: '12025550126',
      biz_opaque_callback_data: 'job-42',
      errors: [
        {
          code: 131_026,
          title: 'Message undeliverable',
          message: 'Message undeliverable',
          error_data: { details: expect.stringContaining('no WhatsApp') },
          href: expect.stringContaining('https://developers.facebook.com/'),
        },
      ],
    });
    expect(statusesOf(id)).toHaveLength(1);
    expect(simulator.values.at(-1)).not.toHaveProperty('contacts');
    await waitUntil('the bubble shows it', () => bubbles('12025550126')[0]?.status === 'failed');
    expect(bubbles('12025550126')[0]?.error).toMatchObject({ code: 131_026, title: 'Message undeliverable' });
  });

  it('to a user id names that', async () => {
    const userId = 'US.13491208655302741918';
    await faults({ people: [{ userId, code: 131_049 }] });
    const { id } = await accepted({ to: undefined, recipient: userId, text: { body: 'Hello' } });
    const failed = await untilStatus(id, 'failed');
    expect(failed).toMatchObject({ recipient_user_id: userId, errors: [{ code: 131_049 }] });
    expect(failed).not.toHaveProperty('recipient_id');
  });
});

describe('the rules', () => {
  it.each([
    ['to a phone that nobody has', '+12025550190', 401, 190],
    ['to the number that sends', '+15550783881', 400, 131_021],
  ])('refuse a message %s', async (_, to, status, code) => {
    const answer = await refused({ to, text: { body: 'Hello' } });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });

  it('refuse what a test number sends to others than those on its list', async () => {
    simulator.get(Accounts).usual.allowedRecipients = new Set(['4915112345678']);
    expect((await refused({ text: { body: 'Hello' } })).body.error.code).toBe(131_030);
  });

  it.each([
    ['bucket', 'six seconds have passed', 6_000],
    ['strict', 'it is paid off', 45 * 6_000],
  ] as const)('refuse the message after a burst of 45 (%s) until %s', async (pairLimit, _, ms) => {
    simulator.holdTime();
    rule({ pairLimit });
    for (let sent = 0; sent < 45; sent++) await accepted({ text: { body: 'Hello' } });
    expect(await refused({ text: { body: 'Hello' } })).toMatchObject({
      status: 400,
      body: { error: { code: 131_056 } },
    });
    simulator.get(Clock).advance(ms);
    await accepted({ text: { body: 'Hello' } });
  });

  it('count what people write as well as what is sent to them in a second', async () => {
    simulator.holdTime();
    rule({ messagesPerSecond: 2 });
    await simulator.call('POST', '/_phone/messages', { text: 'hi' });
    await accepted({ text: { body: 'Hello' } });
    expect((await refused({ text: { body: 'Hello' } })).body.error.code).toBe(130_429);
  });

  it('refuse what is too much for the number, with the HTTP status that is set', async () => {
    simulator.holdTime();
    rule({ messagesPerSecond: 1, throttleStatus: 429 });
    await accepted({ text: { body: 'Hello' } });
    expect(await refused({ to: '+4915112345678', text: { body: 'Hello' } })).toMatchObject({
      status: 429,
      body: { error: { code: 130_429 } },
    });
  });

  it('let a message outside the window fail, or refuse it', async () => {
    simulator.get(Clock).advance(day);
    const { id } = await accepted({ text: { body: 'Hello' } });
    expect(await untilStatus(id, 'failed')).toMatchObject({ errors: [{ code: 131_047 }] });
    rule({ closedWindow: 'refused' });
    expect((await refused({ text: { body: 'Hello' } })).body.error.code).toBe(131_047);
    await simulator.call('POST', '/_phone/messages', { text: 'hi' });
    await accepted({ text: { body: 'Hello' } });
  });
});

describe('the scenario', () => {
  it.each([
    ['a code', { code: 132_069 }, 400, 132_069],
    ['a status', { status: 503 }, 503, 2],
    ['both', { status: 429, code: 80_007 }, 429, 80_007],
  ])('answers with %s', async (_, fault, status, code) => {
    await faults({ sends: { ...fault, times: 1 } });
    expect(await refused({ text: { body: 'Hello' } })).toMatchObject({ status, body: { error: { code } } });
    await accepted({ text: { body: 'Hello' } });
  });

  it('answers as a gateway that knows of no codes', async () => {
    await faults({ sends: { status: 502, graphBody: false, times: 1 } });
    const answer = await send({ text: { body: 'Hello' } });
    expect(answer.status).toBe(502);
    expect(answer.body).toContain('<html>');
    expect(simulator.get(Books).sends).toEqual([]);
  });

  it('lets a message fail after it was accepted', async () => {
    await faults({ sends: { status: 'accepted, then failed', code: 131_053, times: 1 } });
    const { id } = await accepted({ text: { body: 'Hello' } });
    expect(await untilStatus(id, 'failed')).toMatchObject({ errors: [{ code: 131_053 }] });
  });
});

function send<Body = Accepted>(message: object) {
  const path = `/${simulator.phoneNumberId}/messages`;
  return simulator.graph<Body>('POST', path, { messaging_product: 'whatsapp', to: sheena, ...message });
}

async function accepted(message: object): Promise<{ id: string }> {
  const { body } = await send(message);
  expect(body).toHaveProperty('messages');
  return body.messages[0]!;
}

async function refused(message: object) {
  const answer = await send<Refused>(message);
  expect(answer.body).toHaveProperty('error');
  return answer;
}

async function faults(body: object): Promise<void> {
  expect((await simulator.call('POST', '/_scenario/faults', body)).status).toBe(204);
}

function rule(values: Partial<RuleValues>): void {
  simulator.get(Rules).change(values);
}

function add(about: Partial<Template>): void {
  simulator.get(Templates).add({
    id: '546151681022936',
    account: simulator.get(Accounts).usual.account,
    name: 'order_confirmation',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameterFormat: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Thank you, {{1}}!' }],
    qualityScore: 'GREEN',
    rejectedReason: 'NONE',
    lastUpdatedAt: 0,
    ...about,
  });
}

function bubbles(phone = '16505551234'): readonly Bubble[] {
  const person = simulator.get(People).withPhone(phone);
  return simulator.get(Conversations).of({ number: simulator.get(Accounts).usual, person });
}

function allStatuses(): Status[] {
  return simulator.values.flatMap(({ statuses = [] }) => statuses as Status[]);
}

function statusesOf(wamid: string): Status[] {
  return allStatuses().filter(({ id }) => id === wamid);
}

function untilStatus(wamid: string, wanted: string): Promise<Status> {
  return waitUntil(`${wanted} was told`, () => statusesOf(wamid).find(({ status }) => status === wanted));
}
