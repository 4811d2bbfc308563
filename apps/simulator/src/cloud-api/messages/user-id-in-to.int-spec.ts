import 'reflect-metadata';

import { waitUntil } from '#testing';

import { SimulatorApp } from '../../../test/simulator-app.ts';

let simulator: SimulatorApp;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

const send = (about: object, phoneNumberId = simulator.phoneNumberId) =>
  simulator.graph('POST', `/${phoneNumberId}/messages`, {
    messaging_product: 'whatsapp',
    type: 'text',
    text: { body: 'Hello' },
    ...about,
  });

describe('a user id in `to`', () => {
  // Short ones look like phone numbers once all but the digits is left out.
  it.each([
    ['US.13491208655302741918', '13491208655302741918'],
    ['DE.4915112345678', '4915112345678'],
    ['US.ENT.11815799212886844830', '11815799212886844830'],
    ['BR.1393abc', '1393'],
  ])('%s is answered like a message, and nothing ever comes of it', async (to, waId) => {
    const { status, body } = await send({ to });
    expect([status, body]).toEqual([
      200,
      {
        messaging_product: 'whatsapp',
        contacts: [{ input: to, wa_id: waId }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    ]);

    await send({ to: '16505551234' });
    await simulator.client.advance(60_000);
    await waitUntil('the other one is read', () => simulator.received.length === 3);
    const { sends } = await simulator.client.books();
    expect(sends).toMatchObject([{ to, dropped: true }, { to: '16505551234' }]);
    expect(sends[1]).not.toHaveProperty('dropped');
    const statuses = simulator.values.flatMap((value) => value.statuses as { id: string }[]);
    expect(new Set(statuses.map(({ id }) => id))).toEqual(new Set([sends[1]!.wamid]));
    expect((await simulator.client.people()).map(({ phone }) => phone)).toEqual(['16505551234']);
  });

  it('is dropped although `recipient` has it too', async () => {
    const userId = 'US.13491208655302741918';
    await send({ to: userId, recipient: userId });
    expect((await simulator.client.books()).sends).toMatchObject([{ dropped: true }]);
  });

  it('does not hide what else is wrong', async () => {
    const to = 'US.13491208655302741918';
    expect((await send({ to, text: {} })).body).toMatchObject({ error: { code: 131_008 } });
    await simulator.call('PATCH', `/_scenario/numbers/${simulator.phoneNumberId}`, { status: 'BANNED' });
    expect((await send({ to })).body).toMatchObject({ error: { code: 131_031 } });
    expect((await simulator.client.books()).sends).toEqual([]);
  });

  it('is refused when the rules say so', async () => {
    await simulator.client.changeRules({ userIdInTo: 'refused' });

    const { status, body } = await send({ to: 'US.13491208655302741918' });

    expect([status, body]).toMatchObject([
      400,
      { error: { code: 131_009, error_data: { details: expect.stringContaining('`recipient`') } } },
    ]);
  });
});

it('a user id in `recipient` is reached', async () => {
  await send({ recipient: 'US.13491208655302741918' });

  await waitUntil('it is read', () => simulator.received.length === 3);
  expect((await simulator.client.books()).sends[0]).not.toHaveProperty('dropped');
});
