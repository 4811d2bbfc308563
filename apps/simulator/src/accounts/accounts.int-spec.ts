import 'reflect-metadata';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Clock } from '../clock.ts';
import { Rules } from '../rules/rules.ts';

interface Refused {
  error: { code: number; error_subcode?: number };
}

interface List {
  data: Record<string, unknown>[];
  paging?: { next?: string };
}

const hour = 3_600_000;

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

const read = async (path: string, fields?: string): Promise<Record<string, unknown>> =>
  (await simulator.graph('GET', fields ? `${path}?fields=${fields}` : path)).body;
const post = (path: string, body?: object) => simulator.graph<Refused>('POST', path, body);
const codeOf = async (answer: Promise<{ body: Refused }>): Promise<number> => (await answer).body.error.code;

describe('a number', () => {
  it('tells of itself what Meta tells unasked', async () => {
    expect(await read(number)).toEqual({
      id: simulator.phoneNumberId,
      display_phone_number: '+1 555 078 3881',
      verified_name: 'Your business',
      code_verification_status: 'VERIFIED',
      status: 'CONNECTED',
      quality_rating: 'GREEN',
      platform_type: 'CLOUD_API',
      throughput: { level: 'STANDARD' },
      webhook_configuration: { application: expect.stringMatching(/^http:.*\/webhook$/) as string },
    });
  });

  it('tells what it is asked, and refuses what it does not have', async () => {
    const fields =
      'name_status,status,account_mode,is_pin_enabled,country_dial_code,whatsapp_business_manager_messaging_limit,health_status';
    expect(await read(number, fields)).toEqual({
      id: simulator.phoneNumberId,
      name_status: 'APPROVED',
      status: 'CONNECTED',
      account_mode: 'LIVE',
      is_pin_enabled: false,
      country_dial_code: '1',
      whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
      health_status: {
        can_send_message: 'AVAILABLE',
        entities: [
          { entity_type: 'PHONE_NUMBER', id: simulator.phoneNumberId, can_send_message: 'AVAILABLE' },
          { entity_type: 'WABA', id: simulator.businessAccountId, can_send_message: 'AVAILABLE' },
        ],
      },
    });

    simulator.get(Rules).change({ messagingLimit: 250 });
    expect(await read(number, 'whatsapp_business_manager_messaging_limit')).toMatchObject({
      whatsapp_business_manager_messaging_limit: 'TIER_250',
    });
    expect(await codeOf(simulator.graph('GET', `${number}?fields=secret`))).toBe(100);
  });

  it('goes from being added to sending', async () => {
    const added = await simulator.graph<{ id: string }>('POST', `${account}/phone_numbers`, {
      cc: '1',
      phone_number: '6315551000',
      verified_name: 'Lucky Shrub',
    });
    const path = `/${added.body.id}`;
    const pin = { messaging_product: 'whatsapp', pin: '123456' };
    expect(await read(path, 'status,display_phone_number')).toMatchObject({
      status: 'PENDING',
      display_phone_number: '+1 631 555 1000',
    });
    expect(await codeOf(post(`${path}/register`, pin))).toBe(133_006);

    await post(`${path}/request_code`, { code_method: 'SMS', language: 'en_US' });
    expect(await codeOf(post(`${path}/verify_code`, { code: '999999' }))).toBe(136_025);
    expect((await post(`${path}/verify_code`, { code: '123456' })).body).toEqual({
      success: true,
      id: added.body.id,
    });
    expect((await post(`${path}/register`, pin)).body).toEqual({ success: true });

    expect(await read(path, 'status,code_verification_status,is_pin_enabled')).toMatchObject({
      status: 'CONNECTED',
      code_verification_status: 'VERIFIED',
      is_pin_enabled: true,
    });
  });

  it('that is verified gets no code; a code is good for ten minutes', async () => {
    const request = { code_method: 'VOICE', language: 'en_US' };
    expect(await codeOf(post(`${number}/request_code`, request))).toBe(136_024);

    await simulator.call('PATCH', `/_scenario/numbers${number}`, { codeVerificationStatus: 'EXPIRED' });
    await post(`${number}/request_code`, request);
    simulator.get(Clock).advance(10 * 60_000);

    expect(await codeOf(post(`${number}/verify_code`, { code: '123456' }))).toBe(136_025);
  });

  it('is registered and deregistered ten times in 72 hours at most', async () => {
    const pin = { messaging_product: 'whatsapp', pin: '123456' };
    for (let time = 0; time < 5; time += 1) {
      expect((await post(`${number}/deregister`)).status).toBe(200);
      expect(await codeOf(post(`${number}/deregister`))).toBe(133_010);
      expect((await post(`${number}/register`, pin)).status).toBe(200);
    }

    expect(await codeOf(post(`${number}/deregister`))).toBe(133_016);
    simulator.get(Clock).advance(72 * hour);
    expect((await post(`${number}/deregister`)).status).toBe(200);
  });

  it('keeps its PIN, and rests after too many wrong ones', async () => {
    await post(number, { pin: '111111' });
    const register = (pin: string) => post(`${number}/register`, { messaging_product: 'whatsapp', pin });

    expect(await codeOf(register('12345'))).toBe(100);
    for (let time = 0; time < 5; time += 1) expect(await codeOf(register('222222'))).toBe(133_005);
    expect(await codeOf(register('111111'))).toBe(133_008);
    simulator.get(Clock).advance(hour);
    expect((await register('111111')).status).toBe(200);
  });

  it('gets another display name once that was reviewed', async () => {
    simulator.get(Rules).change({ nameReviewAfterMs: hour });
    await post(number, { new_display_name: 'Lucky Shrub' });
    expect(await read(number, 'verified_name,new_name_status')).toMatchObject({
      verified_name: 'Your business',
      new_name_status: 'PENDING_REVIEW',
    });

    simulator.get(Clock).advance(hour);

    expect(await read(number, 'verified_name,new_name_status')).toMatchObject({
      verified_name: 'Lucky Shrub',
      new_name_status: 'NONE',
    });
  });

  it('keeps its settings', async () => {
    expect(await read(`${number}/settings`)).toMatchObject({ storage_configuration: { status: 'default' } });

    await post(`${number}/settings`, { storage_configuration: { enabled: true, region: 'us' } });
    await post(`${number}/settings`, { user_identity_change: { enabled: true } });

    expect(await read(`${number}/settings`)).toEqual({
      calling: expect.objectContaining({ status: 'disabled' }),
      payload_encryption: { status: 'disabled' },
      storage_configuration: { status: 'in_country_storage_enabled', data_localization_region: 'us' },
      user_identity_change: { enabled: true },
    });
    expect(await codeOf(post(`${number}/settings`, {}))).toBe(100);
  });

  it('keeps its profile', async () => {
    const profile = {
      messaging_product: 'whatsapp',
      about: 'Welcome',
      vertical: 'RESTAURANT',
      websites: ['https://x.y'],
    };
    await post(`${number}/whatsapp_business_profile`, profile);
    await post(`${number}/whatsapp_business_profile`, {
      messaging_product: 'whatsapp',
      email: 'a@example.com',
    });

    const path = `${number}/whatsapp_business_profile`;
    expect(await read(path)).toEqual({ data: [{ ...profile, email: 'a@example.com' }] });
    expect(await read(path, 'about')).toEqual({
      data: [{ messaging_product: 'whatsapp', about: 'Welcome' }],
    });
  });

  it.each([
    { about: 'a'.repeat(140) },
    { email: 'nobody' },
    { vertical: 'SPACE' },
    { websites: ['https://a.b', 'https://c.d', 'https://e.f'] },
  ])('refuses the profile %j', async (profile) => {
    const body = { messaging_product: 'whatsapp', ...profile };

    expect(await codeOf(post(`${number}/whatsapp_business_profile`, body))).toBe(100);
  });

  it.each(['register', 'request_code', 'verify_code', 'settings', 'whatsapp_business_profile'])(
    'refuses an empty body for %s',
    async (edge) => {
      expect(await codeOf(post(`${number}/${edge}`))).toBe(100);
    },
  );
});

describe('an account', () => {
  it('tells of itself, and takes another name', async () => {
    await post(account, { name: 'Lucky Shrub' });

    expect(await read(account)).toEqual({
      id: simulator.businessAccountId,
      name: 'Lucky Shrub',
      timezone_id: '1',
      message_template_namespace: expect.any(String) as string,
    });
    expect(await read(account, 'account_review_status,health_status{can_send_message}')).toMatchObject({
      account_review_status: 'APPROVED',
      health_status: { can_send_message: 'AVAILABLE' },
    });
  });

  it('lists its numbers page by page, and no others', async () => {
    const other = await simulator.call<{ id: string }>('POST', '/_scenario/accounts', { name: 'Other' });
    for (const [phone, owner] of [
      ['15550000001', undefined],
      ['15550000002', other.body.id],
    ]) {
      await simulator.call('POST', '/_scenario/numbers', { phone, ...(owner && { account: owner }) });
    }

    const first = await simulator.graph<List>(
      'GET',
      `${account}/phone_numbers?fields=display_phone_number&limit=1`,
    );
    expect(first.body.data).toEqual([
      { id: simulator.phoneNumberId, display_phone_number: '+1 555 078 3881' },
    ]);
    const second = (await (await fetch(first.body.paging?.next ?? '')).json()) as List;
    expect(second.data).toMatchObject([{ display_phone_number: '+1 555 000 0001' }]);
    const others = await simulator.graph<List>('GET', `/${other.body.id}/phone_numbers`);
    expect(others.body.data).toMatchObject([{ display_phone_number: '+1 555 000 0002' }]);
  });

  it('can not have a number that is taken', async () => {
    const taken = { cc: '1', phone_number: '5550783881', verified_name: 'Lucky Shrub' };

    expect(await codeOf(post(`${account}/phone_numbers`, taken))).toBe(100);
  });

  it.each(['/1', '/1/phone_numbers', '/1/subscribed_apps'])('that does not exist has no %s', async (path) => {
    expect(await codeOf(simulator.graph('GET', path))).toBe(100);
  });
});
