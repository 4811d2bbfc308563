import 'reflect-metadata';

import { SimulatorApp } from '../../test/simulator-app.ts';

let simulator: SimulatorApp;

beforeAll(async () => {
  simulator = await SimulatorApp.start();
});
afterAll(() => simulator.close());

const number = '/106540352242922';
const account = '/102290129340398';
const json = JSON.stringify;

const card = { name: { formatted_name: 'Barbara J. Johnson', first_name: 'Barbara' } };
const action = { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] };
const helloWorld = { name: 'hello_world', language: { code: 'en_US' } };

/** Each message as it stands in JSON, and what says that it was read. */
const messages: Record<string, [part: unknown, words: string]> = {
  text: [{ body: 'Hello' }, 'Hello'],
  image: [{ link: 'https://example.com/cat.png', caption: 'A cat' }, 'A cat'],
  document: [{ link: 'https://example.com/a.pdf', caption: 'A letter' }, 'A letter'],
  location: [{ latitude: 1, longitude: 2, name: 'META HQ' }, 'META HQ'],
  contacts: [[card], 'Barbara'],
  interactive: [{ type: 'button', body: { text: 'Shall we?' }, action }, 'Shall we?'],
  reaction: [{ message_id: 'wamid.A=', emoji: '👍' }, '👍'],
  template: [helloWorld, 'Welcome and congratulations'],
};

const about = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '16505551234' };

async function bodyOfNewest(): Promise<string> {
  return (await simulator.client.books()).sends.at(-1)!.body;
}

describe.each(Object.entries(messages))('a message of type %s', (type, [part, words]) => {
  it('is taken with its content as a string of JSON', async () => {
    const message = { ...about, type, [type]: json(part), context: json({ message_id: 'wamid.A=' }) };

    const { status, body } = await simulator.graph('POST', `${number}/messages`, message);

    expect([status, body]).toMatchObject([200, { messages: [{ id: expect.any(String) }] }]);
    expect(await bodyOfNewest()).toContain(words);
  });

  it('is taken as a form', async () => {
    const form = new URLSearchParams({ ...about, type, [type]: json(part) });

    const { status, body } = await simulator.graph('POST', `${number}/messages`, form);

    expect([status, body]).toMatchObject([200, { messages: [{ id: expect.any(String) }] }]);
    expect(await bodyOfNewest()).toContain(words);
  });
});

it.each([
  ['contacts', [json(card)], 'Barbara'],
  ['contacts', [{ ...card, phones: json([{ phone: '+1 650' }]), name: json(card.name) }], 'Barbara'],
  ['interactive', { type: 'button', body: json({ text: 'Shall we?' }), action: json(action) }, 'Shall we?'],
  ['template', { ...helloWorld, language: json(helloWorld.language), components: json([]) }, 'Welcome'],
])('single parts of %s are taken as strings of JSON: %j', async (type, part, words) => {
  const { status } = await simulator.graph('POST', `${number}/messages`, { ...about, type, [type]: part });

  expect(status).toBe(200);
  expect(await bodyOfNewest()).toContain(words);
});

it.each([
  ['contacts', 'Barbara'],
  ['contacts', '[{"name":'],
  ['contacts', '"[]"'],
  ['contacts', '[]'],
  ['contacts', '{"name":{"formatted_name":"Barbara"}}'],
  ['text', '[]'],
  ['text', 'Hello'],
  ['location', 'null'],
])('%s is refused when the string holds something else: %s', async (type, part) => {
  const { status, body } = await simulator.graph('POST', `${number}/messages`, {
    ...about,
    type,
    [type]: part,
  });

  expect([status, body]).toMatchObject([
    400,
    { error: { code: expect.any(Number), error_data: { details: expect.stringContaining(type) } } },
  ]);
});

it('text that looks like JSON stays text', async () => {
  await simulator.graph('POST', `${number}/messages`, { ...about, type: 'text', text: { body: '{"a":1}' } });

  expect(await bodyOfNewest()).toBe('{"a":1}');
});

it('a message is marked as read by a form', async () => {
  const { wamid } = await simulator.client.say('hi');
  const fields = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
  const form = new URLSearchParams({ ...fields, typing_indicator: json({ type: 'text' }) });

  expect((await simulator.graph('POST', `${number}/messages`, form)).body).toEqual({ success: true });
  expect((await simulator.client.books()).reads).toMatchObject([{ wamid, typing: true }]);
});

it.each([
  ['a string', 'order_one', (fields: object) => fields],
  ['a form', 'order_two', (fields: object) => new URLSearchParams(fields as Record<string, string>)],
])('a template is made from components as %s', async (_, name, asBody) => {
  const components = json([{ type: 'BODY', text: 'Thank you!' }]);
  const fields = { name, language: 'en_US', category: 'UTILITY', components };

  const { status, body } = await simulator.graph('POST', `${account}/message_templates`, asBody(fields));

  expect([status, body]).toMatchObject([200, { id: expect.any(String), status: 'PENDING' }]);
});
