import 'reflect-metadata';

import { SimulatorClient, waitUntil } from '#testing';

import { Conversations } from '../src/phone/conversations.ts';
import { SimulatorApp } from './simulator-app.ts';

let simulator: SimulatorApp;
let client: SimulatorClient;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
  client = new SimulatorClient(simulator.url);
});
afterEach(() => simulator.close());

const answer = async (text: string): Promise<string> => {
  const { body } = await simulator.graph<{ messages: { id: string }[] }>(
    'POST',
    '/106540352242922/messages',
    {
      messaging_product: 'whatsapp',
      to: '16505551234',
      type: 'text',
      text: { body: text },
    },
  );
  return body.messages[0]!.id;
};
const bubble = (wamid: string) => simulator.get(Conversations).find(wamid);

describe('a client of the simulator', () => {
  it('acts as people', async () => {
    const { wamid } = await client.say('hi', { phone: '4915112345678', name: 'Ada' });
    expect(bubble(wamid)).toMatchObject({ content: { text: 'hi' } });

    const { media } = await client.attach('image', new Uint8Array([1]), 'image/png', { caption: 'Look' });
    expect(media).toMatchObject({ mime_type: 'image/png', caption: 'Look' });

    const location = { latitude: 37.44, longitude: -122.16 };
    const quoting = await client.send({ type: 'location', location }, { quotes: wamid });
    expect(bubble(quoting.wamid)).toMatchObject({ content: location, quotes: { wamid } });

    const answered = await answer('Hello');
    await client.react(answered, '👍');
    expect(bubble(answered)!.reactions).toEqual({ me: '👍' });
    await expect(client.tap(answered, 'yes')).rejects.toThrow('404');
    await client.play(answered);

    const names = (await client.people()).map(({ name }) => name);
    expect(names).toEqual(['Ada', 'Sheena Nelson']);
  });

  it('sets the scene', async () => {
    expect(await client.changeRules({ hidePhones: true })).toMatchObject({ hidePhones: true });
    await client.resetRules();
    expect(await client.rules()).toMatchObject({ hidePhones: false });

    await client.setFaults({ sends: { code: 131_016, times: 2 } });
    await answer('Hello').catch(() => undefined);
    expect(await client.faults()).toEqual({ sends: expect.objectContaining({ code: 131_016, times: 1 }) });
    await answer('Hello').catch(() => undefined);
    expect(await client.faults()).toEqual({});

    const before = await client.now();
    expect((await client.advance(60_000)).getTime() - before.getTime()).toBeGreaterThanOrEqual(60_000);

    await client.setFaults({ sends: { status: 500, times: 1 } });
    await expect(answer('Hello')).rejects.toThrow();

    expect(await client.putPerson({ phone: '16505551234', username: '@sheena' })).toMatchObject({
      username: '@sheena',
    });
    await client.sendWebhook('account_review_update', { decision: 'APPROVED' });
    await waitUntil('it arrived', () => simulator.values.length === 1);
    simulator.answers.push(401);
    expect(await client.sendRawWebhook('{"entry":[]}', 'wrong')).toBe(401);
  });

  it('reads what happened, and forgets it', async () => {
    await answer('Hello');
    expect((await client.books()).sends).toMatchObject([{ body: 'Hello' }]);
    expect(await client.wire()).toMatchObject([{ direction: 'api', status: 200 }]);
    await client.emptyBooks();
    expect((await client.books()).sends).toEqual([]);
    await client.reset();
    expect((await client.books()).webhooks).toEqual([]);
  });

  it('records and replays', async () => {
    await client.record('nothing');
    const session = await client.stopRecording();
    expect(await client.session('nothing')).toEqual(session);
    expect(await client.replay(session, 100)).toEqual({ same: true, differences: [] });
  });
});
