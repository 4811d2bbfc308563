import 'reflect-metadata';

import type { Subscription } from 'rxjs';

import { waitUntil } from '#testing';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Conversations } from '../phone/conversations.ts';
import { Inbound } from '../phone/inbound.ts';
import type { Replay, Session } from './session.ts';

let simulator: SimulatorApp;
let business: Subscription | undefined;
/** The wamid of each message of the business. */
let sent: string[];

beforeEach(async () => {
  simulator = await SimulatorApp.start();
  sent = [];
  simulator.get(Conversations).added.subscribe(({ bubble }) => {
    if (bubble.from === 'them') sent.push(bubble.wamid);
  });
});
afterEach(async () => {
  business?.unsubscribe();
  await simulator.close();
});

const sessions = <Body>(method: string, path: string, body?: unknown) =>
  simulator.call<Body>(method, `/_scenario/sessions/${path}`, body);

/** A business that answers each message with its words or type. */
function answerWith(answer: (words: string) => string): void {
  business?.unsubscribe();
  business = simulator.get(Inbound).said.subscribe(({ chat, message }) => {
    const { body = message.type } = (message.text ?? {}) as { body?: string };
    void simulator.graph('POST', '/106540352242922/messages', {
      messaging_product: 'whatsapp',
      to: chat.person.phone,
      type: 'text',
      text: { body: answer(body) },
    });
  });
}

async function record(): Promise<Session> {
  await sessions('POST', 'record', { name: 'a morning' });
  const act = async (path: string, body: object): Promise<void> => {
    const before = sent.length;
    await simulator.call('POST', `/_phone/${path}`, body);
    await waitUntil('it is answered', () => sent.length > before);
  };
  await act('messages', { text: 'hi' });
  await act('messages', { text: 'and you?', quotes: sent[0] });
  await simulator.call('POST', '/_phone/media?kind=image&caption=Look', new Uint8Array([1, 2, 3]), {
    'content-type': 'image/png',
  });
  await waitUntil('the picture is answered', () => sent.length === 3);
  await act('messages', { text: 'me too', phone: '4915112345678' });
  return (await sessions<Session>('POST', 'stop')).body;
}

it('keeps what the people did, and what they were answered', async () => {
  answerWith((words) => `You said ${words}`);
  const session = await record();
  expect(session.name).toBe('a morning');
  expect(session.acts).toMatchObject([
    { who: { phone: '16505551234' }, message: { type: 'text', text: { body: 'hi' } } },
    { quotes: session.answers[0]!.wamid, message: { text: { body: 'and you?' } } },
    { file: { kind: 'image', caption: 'Look', mimeType: 'image/png', base64: 'AQID' } },
    { who: { phone: '4915112345678' } },
  ]);
  expect(session.answers.map(({ type, text }) => [type, text])).toEqual([
    ['text', 'You said hi'],
    ['text', 'You said and you?'],
    ['text', 'You said image'],
    ['text', 'You said me too'],
  ]);
  expect((await sessions('GET', 'a%20morning')).body).toEqual(session);
});

it('replays, and the business says the same', async () => {
  answerWith((words) => `You said ${words}`);
  const session = await record();
  simulator.received.length = 0;
  const replay = await sessions<Replay>('POST', 'replay', { session: 'a morning', speed: 10 });
  expect(replay.body).toEqual({ same: true, differences: [] });
  const quoting = simulator.values
    .flatMap(({ messages = [] }) => messages as { context?: { id: string }; text?: { body: string } }[])
    .find(({ text }) => text?.body === 'and you?');
  // The answer of this time, not of that one.
  expect(quoting!.context!.id).toBe(sent[4]);
  expect(quoting!.context!.id).not.toBe(session.answers[0]!.wamid);
});

it('replays a session that was kept as a file, and tells what is different now', async () => {
  answerWith((words) => `You said ${words}`);
  const session = await record();
  answerWith((words) => (words === 'image' ? 'Nice!' : `You said ${words}`));
  const replay = await sessions<Replay>('POST', 'replay', { session, speed: 10 });
  expect(replay.body).toEqual({
    same: false,
    differences: [
      {
        phone: '16505551234',
        index: 2,
        before: { type: 'text', text: 'You said image' },
        after: { type: 'text', text: 'Nice!' },
      },
    ],
  });
});

it('knows only what was recorded', async () => {
  expect((await sessions('GET', 'never')).status).toBe(404);
  expect((await sessions('POST', 'replay', { session: 'never' })).status).toBe(404);
  expect((await sessions('POST', 'stop')).status).toBe(409);
});
