import 'reflect-metadata';

import { waitUntil } from '#testing';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Conversations } from '../phone/conversations.ts';
import { type ResetPart, resetParts } from './reset.schema.ts';

const account = '/102290129340398';
const number = '/106540352242922';
const dayMs = 24 * 3_600_000;

let simulator: SimulatorApp;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

const reset = (keep?: string[]) =>
  simulator.call<{ message: string }>('POST', '/_scenario/reset', keep && { keep });

/** Changes each part in every way that is still seen later. */
const changes: Record<ResetPart, () => Promise<unknown>> = {
  clock: () => simulator.call('POST', '/_scenario/clock', { advanceMs: 300 * dayMs }),
  rules: () => simulator.client.changeRules({ hidePhones: true }),
  faults: () => simulator.client.setFaults({ sends: { status: 500, times: 99 } }),
  tokens: async () => {
    await simulator.call('PATCH', '/_scenario/tokens', { token: simulator.token, expiresInMs: dayMs });
  },
  accounts: async () => {
    await simulator.call('POST', '/_scenario/accounts', { id: '42', name: 'Another' });
    await simulator.call('POST', '/_scenario/numbers', { id: '43', phone: '15550783882' });
    await simulator.graph('POST', `${number}/deregister`);
    await simulator.graph('POST', `${number}/register`, { messaging_product: 'whatsapp', pin: '654321' });
    await simulator.graph('POST', `${number}/whatsapp_business_profile`, {
      messaging_product: 'whatsapp',
      about: 'changed',
    });
    await simulator.graph('POST', `${account}/subscribed_apps`, {
      override_callback_uri: simulator.webhookUrl,
      verify_token: 'x',
    });
  },
  templates: async () => {
    const { status } = await simulator.graph('DELETE', `${account}/message_templates?name=hello_world`);
    expect(status).toBe(200);
    const components = [{ type: 'BODY', text: 'Hello' }];
    const template = { name: 'mine', language: 'en', category: 'UTILITY', components };
    await simulator.graph('POST', `${account}/message_templates`, template);
  },
  media: async () => {
    const form = new FormData();
    form.append('messaging_product', 'whatsapp');
    form.append('file', new Blob(['words'], { type: 'text/plain' }), 'words.txt');
    const { body } = await simulator.graph<{ id: string }>('POST', `${number}/media`, form);
    fileId = body.id;
  },
  sessions: async () => {
    await simulator.client.record('kept');
    await simulator.client.stopRecording();
    await simulator.client.record('under way');
  },
  books: () => simulator.client.say('for the books'),
  people: () => simulator.client.putPerson({ userId: 'DE.42', phone: '4915112345678', name: 'Ada' }),
  chats: () => simulator.client.say('for the chat'),
};
let fileId: string;

/** What can be seen of each part. */
const views: Record<ResetPart, () => Promise<unknown>> = {
  clock: async () => (await simulator.client.now()).getTime() > Date.now() + dayMs,
  rules: () => simulator.client.rules(),
  // Beside the fault anything may refuse it.
  faults: async () => {
    const to = { messaging_product: 'whatsapp', to: '4915100000000', type: 'text', text: { body: 'hello' } };
    return (await simulator.graph('POST', `${number}/messages`, to)).status === 500;
  },
  tokens: async () => {
    const { body } = await simulator.graph<{ data: { expires_at: number } }>(
      'GET',
      `/debug_token?input_token=${simulator.token}`,
    );
    return body.data.expires_at;
  },
  accounts: async () => [
    (await simulator.call('GET', '/_scenario/numbers')).body,
    (await simulator.graph('GET', '/42')).status,
    (await simulator.graph('GET', `${number}/whatsapp_business_profile?fields=about`)).body,
    (await simulator.graph('GET', `${account}/subscribed_apps`)).body,
  ],
  templates: async () =>
    (
      await simulator.graph<{ data: { name: string }[] }>('GET', `${account}/message_templates`)
    ).body.data.map(({ name }) => name),
  media: async () => (await simulator.graph('GET', `/${fileId}`)).status,
  sessions: async () => (await simulator.call('GET', '/_scenario/sessions/kept')).status,
  books: async () => [
    (await simulator.client.books()).webhooks.length > 0,
    (await simulator.client.wire()).some(({ direction }) => direction === 'webhook'),
  ],
  // Beside those whose phones are open.
  people: async () => (await simulator.client.people()).some(({ name }) => name === 'Ada'),
  chats: async () => {
    const events = await simulator.watch();
    return events.map(({ data }) => ('bubbles' in data ? data.bubbles.length : 0))[0];
  },
};

/** Those of the faults come last: looking at them sends a message. */
const lookedAt = [...resetParts.filter((part) => part !== 'faults'), 'faults'] as const;

async function look(): Promise<Record<ResetPart, unknown>> {
  const seen: Partial<Record<ResetPart, unknown>> = {};
  for (const part of lookedAt) seen[part] = await views[part]();
  return seen as Record<ResetPart, unknown>;
}

/** What is seen at first, after changes, and after a reset. */
async function lookAround(
  keep?: string[],
): Promise<Record<'atFirst' | 'changed' | 'anew', Record<ResetPart, unknown>>> {
  fileId = '1';
  const used = simulator;
  // Another one, since looking at some parts changes others.
  simulator = await SimulatorApp.start({ SIMULATOR_WEBHOOK_URL: used.webhookUrl });
  const atFirst = await look();
  await simulator.close();
  simulator = used;
  for (const part of resetParts) await changes[part]();
  await waitUntil('all webhooks are answered', async () =>
    (await simulator.client.books()).webhooks.every(({ lastStatus }) => lastStatus === 200),
  );
  const changed = await look();
  const { status, body } = await reset(keep);
  expect([status, body]).toEqual([204, '']);
  return { atFirst, changed, anew: await look() };
}

describe('a reset', () => {
  it('begins everything anew', async () => {
    const { atFirst, changed, anew } = await lookAround();

    for (const part of resetParts) expect([part, changed[part]]).not.toEqual([part, atFirst[part]]);
    expect(anew).toEqual(atFirst);
  });

  it.each<ResetPart[][]>([
    [['clock', 'faults', 'accounts', 'templates', 'books']],
    [['tokens', 'accounts', 'media', 'people', 'chats']],
    [['rules', 'media', 'sessions']],
  ])('keeps %j alone when asked to', async (keep) => {
    const { atFirst, changed, anew } = await lookAround(keep);

    for (const one of resetParts) {
      expect([one, anew[one]]).toEqual([one, (keep.includes(one) ? changed : atFirst)[one]]);
    }
  });

  it.each([
    [{ keep: ['everything'] }, 'keep'],
    [{ keep: 'clock' }, 'keep'],
    [{ kepp: ['clock'] }, 'kepp'],
    [{ keep: ['templates'] }, '"templates" can only be kept together with "accounts"'],
    [{ keep: ['chats', 'people'] }, '"chats" can only be kept together with "accounts", "media"'],
  ])('refuses %j and leaves everything as it was', async (body, says) => {
    await simulator.client.changeRules({ hidePhones: true });

    const answer = await simulator.call<{ message: string }>('POST', '/_scenario/reset', body);

    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(says);
    expect(await simulator.client.rules()).toMatchObject({ hidePhones: true });
  });

  it('lets a name of a deleted template, a registration and a call count as if there had been none', async () => {
    await simulator.client.changeRules({ templatesPerHour: 1, managementCallsPerHour: 3 });
    const template = {
      name: 'hello_again',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello' }],
    };
    const round = async (): Promise<number[]> => {
      const calls = [
        await simulator.graph('POST', `${account}/message_templates`, template),
        await simulator.graph('POST', `${account}/message_templates`, { ...template, name: 'one_more' }),
        await simulator.graph('DELETE', `${account}/message_templates?name=hello_world`),
        await simulator.graph('GET', `${account}/phone_numbers`),
      ];
      const registration = { messaging_product: 'whatsapp', pin: '123456' };
      for (let i = 0; i < 11; i += 1)
        calls.push(await simulator.graph('POST', `${number}/register`, registration));
      return calls.map(({ status }) => status);
    };
    const first = await round();
    expect(first).toEqual([200, 400, 200, 400, ...Array<number>(10).fill(200), 400]);

    await simulator.client.reset(['rules']);

    expect(await round()).toEqual(first);
  });

  it('gives up what waits behind a webhook that is not answered', async () => {
    let answer = (): void => undefined;
    simulator.answersAfter = new Promise<void>((resolve) => (answer = resolve));
    await simulator.client.say('on its way');
    await simulator.client.say('behind it');
    await waitUntil('the first one arrived', () => simulator.received.length === 1);

    await simulator.client.reset();
    answer();
    await simulator.client.say('anew');

    await waitUntil('the new one arrived', () => JSON.stringify(simulator.values).includes('anew'));
    expect(JSON.stringify(simulator.values)).not.toContain('behind it');
  });

  it('ends a replay, which says so', async () => {
    await simulator.client.record('a morning');
    await simulator.client.say('hi');
    const session = await simulator.client.stopRecording();
    const acts = (session.acts as object[]).map((act) => ({ ...act, afterMs: 60_000 }));
    const replay = simulator.call('POST', '/_scenario/sessions/replay', { session: { ...session, acts } });
    await waitUntil('it waits for its time', () => simulator.get(Conversations).added.observed);

    await simulator.client.reset();

    expect((await replay).status).toBe(409);
  });
});
