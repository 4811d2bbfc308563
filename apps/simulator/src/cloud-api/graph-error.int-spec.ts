import 'reflect-metadata';

import { type Answer, SimulatorApp } from '../../test/simulator-app.ts';

let simulator: SimulatorApp;

beforeAll(async () => {
  simulator = await SimulatorApp.start();
});
afterAll(() => simulator.close());

interface ErrorBody {
  error: { message: string; code: number; error_data: { details: string } };
}

const number = '106540352242922';
const account = '102290129340398';

function ask(method: string, path: string, body?: unknown, type?: string): Promise<Answer<ErrorBody>> {
  return simulator.call<ErrorBody>(method, path, body, {
    authorization: `Bearer ${simulator.token}`,
    ...(type && { 'content-type': type }),
  });
}

/** What every error of Graph has, and nothing beside. */
const graphError = (message: string, code: number) => ({
  error: {
    message,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
    fbtrace_id: expect.any(String),
  },
});

// As Meta was recorded: what follows the object is told, and a version that there is not is taken for an object.
it.each([
  ['GET', `/v24.0/${number}/nothing`, '/nothing'],
  ['POST', `/v24.0/${account}/flows`, '/flows'],
  ['POST', `/v24.0/${number}/messages/again`, '/messages/again'],
  ['PUT', `/v24.0/${number}/messages`, '/messages'],
  ['GET', '/v24.0', '/v24.0'],
  ['POST', `/${number}/block_users`, '/block_users'],
  ['POST', `/${number}/messages`, '/messages'],
  ['GET', `/${number}`, `/${number}`],
  ['POST', `/24.0/${number}/messages`, `/${number}/messages`],
  ['POST', `/v24/${number}/messages`, `/${number}/messages`],
  ['GET', '/nothing', '/nothing'],
])('%s %s is an unknown path', async (method, path, unknown) => {
  for (const authorization of [undefined, `Bearer ${simulator.token}`]) {
    const answer = await simulator.call(method, path, undefined, authorization ? { authorization } : {});

    expect([answer.status, answer.body]).toEqual([
      400,
      graphError(`Unknown path components: ${unknown}`, 2_500),
    ]);
  }
});

it('tells how to go on where the version is missing', async () => {
  const { body } = await ask('POST', `/${number}/messages`, { messaging_product: 'whatsapp' });

  expect(body.error.error_data.details).toContain(`/v26.0/${number}/messages`);
});

it.each([
  ['messages', '{bad'],
  ['messages', ''.padEnd(3, '{')],
  ['messages', '"text"'],
  ['messages', '{"messaging_product": "whatsapp",}'],
  ['register', '{bad'],
  ['whatsapp_business_profile', '[1,'],
  ['uploads', '{bad'],
])('a POST to %s whose body is %s can not be read', async (edge, body) => {
  const answer = await ask('POST', `/v24.0/${number}/${edge}`, body, 'application/json');

  expect([answer.status, answer.body]).toEqual([400, graphError('(#100) Invalid parameter', 100)]);
  expect(answer.body.error.error_data.details).toContain('JSON');
});

it.each([
  ['is too large', 413, JSON.stringify({ text: 'x'.repeat(1_100_000) }), 'application/json'],
  ['is in an unknown character set', 415, '{}', 'application/json; charset=utf-99'],
])('a body that %s is refused in the same form', async (_, status, body, type) => {
  const answer = await ask('POST', `/v24.0/${number}/messages`, body, type);

  expect([answer.status, answer.body]).toEqual([status, graphError('(#100) Invalid parameter', 100)]);
});

it('a path with a broken escape is refused in the same form', async () => {
  const answer = await ask('POST', '/v24.0/%zz/messages', {});

  expect([answer.status, answer.body]).toEqual([400, graphError('(#100) Invalid parameter', 100)]);
});

it('what went wrong stands in the exchanges over the wire', async () => {
  await ask('POST', `/${number}/marketing_messages`, { hello: 1 });

  expect(await simulator.client.wire()).toContainEqual(
    expect.objectContaining({ direction: 'api', url: `/${number}/marketing_messages`, status: 400 }),
  );
});

it.each(['/_scenario/nothing', '/_phone/nothing', '/page/nothing', '/health/nothing'])(
  'the simulator’s own %s has no such form',
  async (path) => {
    const { status, body } = await simulator.call('GET', path);

    expect([status, body]).toEqual([404, expect.objectContaining({ statusCode: 404 })]);
  },
);
