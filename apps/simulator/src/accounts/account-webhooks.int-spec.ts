import 'reflect-metadata';

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { waitUntil } from '#testing';
import { readNotice } from '#whatsapp';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Rules } from '../rules/rules.ts';

interface Refused {
  error: { code: number };
}

let simulator: SimulatorApp;
let account: string;
let number: string;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
  account = `/${simulator.businessAccountId}`;
  number = `/${simulator.phoneNumberId}`;
});

afterEach(async () => {
  await simulator.close();
});

const patch = (path: string, body: object) => simulator.call('PATCH', `/_scenario${path}`, body);
const read = async (fields: string) => (await simulator.graph('GET', `${number}?fields=${fields}`)).body;

/** The newest change of `count`, and how the product understands it. */
async function told(count = 1) {
  await waitUntil(`${count} webhooks came`, () => simulator.values.length >= count);
  const changes = simulator.received.flatMap(({ entry }) => entry.flatMap((one) => one.changes));
  const { field, value } = changes.at(-1)!;
  return { field, value, notice: readNotice({ field, reason: 'account', body: JSON.stringify(value) }) };
}

describe('what Meta decides about a number', () => {
  it('is told when its throughput goes up', async () => {
    await patch(`/numbers${number}`, { throughput: 'HIGH' });

    expect(await read('throughput')).toMatchObject({ throughput: { level: 'HIGH' } });
    const { field, value, notice } = await told();
    expect({ field, value }).toMatchObject({
      field: 'phone_number_quality_update',
      value: { display_phone_number: '15550783881', event: 'THROUGHPUT_UPGRADE' },
    });
    expect(notice).toMatchObject({ event: 'THROUGHPUT_UPGRADE' });
  });

  it('is told when its quality falls to the last step and rises again', async () => {
    await patch(`/numbers${number}`, { qualityRating: 'YELLOW' });
    await patch(`/numbers${number}`, { qualityRating: 'RED' });
    expect(await read('quality_rating')).toMatchObject({ quality_rating: 'RED' });
    expect((await told()).value).toMatchObject({ event: 'FLAGGED' });

    await patch(`/numbers${number}`, { qualityRating: 'GREEN' });
    expect((await told(2)).notice).toMatchObject({ event: 'UNFLAGGED' });
  });

  it.each([
    ['BANNED', 'BLOCKED', 'DISABLED_UPDATE'],
    ['RESTRICTED', 'LIMITED', 'ACCOUNT_RESTRICTION'],
  ])('%s leaves it %s', async (status, canSend, event) => {
    await patch(`/numbers${number}`, { status });

    expect(await read('status,health_status{can_send_message}')).toMatchObject({
      status,
      health_status: { can_send_message: canSend },
    });
    expect((await told()).notice).toMatchObject({ event, needsPerson: true });
  });

  it('is told when its new name is declined', async () => {
    simulator.get(Rules).change({ nameReview: 'by hand' });
    await simulator.graph('POST', number, { new_display_name: 'Lucky Shrub' });

    await patch(`/numbers${number}`, { displayName: 'rejected' });

    const { value, notice } = await told();
    expect(value).toMatchObject({ decision: 'REJECTED', requested_verified_name: 'Lucky Shrub' });
    expect(notice).toMatchObject({ event: 'REJECTED', needsPerson: true });
    expect(await read('verified_name,new_name_status')).toMatchObject({
      verified_name: 'Your business',
      new_name_status: 'DECLINED',
    });
  });

  it('tells nothing when it becomes a test number, or one for everybody', async () => {
    await patch(`/numbers${number}`, { allowedRecipients: ['+1 650 555 1234'] });
    expect(await read('account_mode')).toMatchObject({ account_mode: 'SANDBOX' });

    await patch(`/numbers${number}`, { allowedRecipients: null, status: 'FLAGGED' });
    expect(await read('account_mode')).toMatchObject({ account_mode: 'LIVE' });
    expect((await told()).value).toMatchObject({ event: 'FLAGGED' });
    expect(simulator.values).toHaveLength(1);
  });
});

describe('what Meta decides about an account', () => {
  it.each([
    [{ reviewStatus: 'REJECTED' }, 'account_review_update', { event: 'REJECTED', needsPerson: true }],
    [{ messagingLimit: 2_000 }, 'business_capability_update', { event: '2000', about: '25 phone numbers' }],
    [{ messagingLimit: null }, 'business_capability_update', { event: 'TIER_UNLIMITED' }],
    [
      { restrictions: ['RESTRICTED_BIZ_INITIATED_MESSAGING'] },
      'account_update',
      { event: 'ACCOUNT_RESTRICTION', about: 'RESTRICTED_BIZ_INITIATED_MESSAGING' },
    ],
    [{ violation: 'SCAM' }, 'account_update', { event: 'ACCOUNT_VIOLATION', about: 'SCAM' }],
    [
      { ban: 'SCHEDULE_FOR_DISABLE' },
      'account_update',
      { event: 'DISABLED_UPDATE', about: 'SCHEDULE_FOR_DISABLE' },
    ],
    [{ event: 'PARTNER_ADDED' }, 'account_update', { event: 'PARTNER_ADDED', needsPerson: false }],
  ])('is told: %j', async (change, expectedField, expectedNotice) => {
    await patch(`/accounts${account}`, change);

    const { field, notice } = await told();
    expect(field).toBe(expectedField);
    expect(notice).toMatchObject(expectedNotice);
  });

  it('does not concern accounts that do not exist', async () => {
    expect((await patch('/accounts/1', { event: 'X' })).status).toBe(404);
    expect((await patch('/numbers/1', { status: 'BANNED' })).status).toBe(404);
  });
});

describe('the address of webhooks', () => {
  let other: Server;
  let address: string;
  let verifyToken: string;
  let came: { field: string }[];

  beforeEach(async () => {
    came = [];
    verifyToken = 'verify me';
    other = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://localhost');
      if (request.method === 'GET') {
        const isAsked =
          searchParams.get('hub.mode') === 'subscribe' &&
          searchParams.get('hub.verify_token') === verifyToken;
        response.writeHead(isAsked ? 200 : 403).end(searchParams.get('hub.challenge'));
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { entry } = JSON.parse(Buffer.concat(chunks).toString()) as {
          entry: { changes: { field: string }[] }[];
        };
        came.push(...entry.flatMap(({ changes }) => changes));
        response.end();
      });
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    address = `http://127.0.0.1:${(other.address() as AddressInfo).port}/other`;
  });

  afterEach(() => {
    other.closeAllConnections();
    other.close();
  });

  const override = (token = 'verify me') => ({ override_callback_uri: address, verify_token: token });
  const write = () => simulator.call('POST', '/_phone/messages', { text: 'Hello' });

  it('of an account is changed for messages only, once the new one answered as Meta demands', async () => {
    const { body } = await simulator.graph('POST', `${account}/subscribed_apps`, override());
    expect(body).toMatchObject({ success: true, data: [{ override_callback_uri: address }] });

    await write();
    await waitUntil('the message came', () => came.length === 1);
    await patch(`/accounts${account}`, { event: 'PARTNER_ADDED' });

    expect((await told()).field).toBe('account_update');
    expect(came).toMatchObject([{ field: 'messages' }]);
  });

  it('goes back to that of the app', async () => {
    await simulator.graph('POST', `${account}/subscribed_apps`, override());
    await simulator.graph('POST', `${account}/subscribed_apps`);

    await write();

    expect((await told()).field).toBe('messages');
    expect(came).toEqual([]);
  });

  it('of a number comes before that of its account', async () => {
    await simulator.graph('POST', number, { webhook_configuration: override() });
    expect(await read('webhook_configuration')).toMatchObject({
      webhook_configuration: { phone_number: address },
    });
    await write();
    await waitUntil('the message came', () => came.length === 1);

    await simulator.graph('POST', number, { webhook_configuration: { override_callback_uri: '' } });
    await write();

    expect((await told()).field).toBe('messages');
    expect(came).toHaveLength(1);
  });

  it('stays when the new one does not answer with the challenge', async () => {
    for (const wrong of [
      override('another'),
      { override_callback_uri: 'http://127.0.0.1:1/', verify_token: 'verify me' },
      { override_callback_uri: address },
      { override_callback_uri: 'nowhere', verify_token: 'verify me' },
      { override_callback_uri: `${address}${'a'.repeat(200)}`, verify_token: 'verify me' },
    ]) {
      const answers = [
        await simulator.graph<Refused>('POST', `${account}/subscribed_apps`, wrong),
        await simulator.graph<Refused>('POST', number, { webhook_configuration: wrong }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    }

    await write();
    expect((await told()).field).toBe('messages');
    expect(came).toEqual([]);
  });

  it('is none when the app is not subscribed', async () => {
    const subscribed = async () =>
      (await simulator.graph<{ data: unknown[] }>('GET', `${account}/subscribed_apps`)).body.data;
    expect(await subscribed()).toHaveLength(1);
    await simulator.graph('DELETE', `${account}/subscribed_apps`);
    expect(await subscribed()).toEqual([]);

    await patch(`/accounts${account}`, { event: 'PARTNER_ADDED' });
    await simulator.graph('POST', `${account}/subscribed_apps`);
    await patch(`/accounts${account}`, { event: 'PARTNER_REMOVED' });

    expect((await told()).value).toEqual({ event: 'PARTNER_REMOVED' });
    expect(simulator.values).toHaveLength(1);
  });
});

it('a number that was added and registered is told to be on board', async () => {
  const { body } = await simulator.call<{ id: string }>('POST', '/_scenario/numbers', {
    phone: '16315551000',
    status: 'PENDING',
  });
  simulator.get(Rules).change({ messagingLimit: 250 });

  await simulator.graph('POST', `/${body.id}/register`, { messaging_product: 'whatsapp', pin: '123456' });

  expect((await told()).notice).toMatchObject({ event: 'ONBOARDING', about: 'TIER_250' });
});
