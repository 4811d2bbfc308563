import 'reflect-metadata';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Clock } from '../clock.ts';
import { Rules } from '../rules/rules.ts';

interface Refused {
  error: { code: number };
}

let simulator: SimulatorApp;
let templates: string;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
  templates = `/${simulator.businessAccountId}/message_templates`;
});

afterEach(async () => {
  await simulator.close();
});

const list = () => simulator.graph<Refused>('GET', templates);

function usageIn(headers: Headers): object {
  const usage: unknown = JSON.parse(headers.get('x-business-use-case-usage') ?? '{}');
  return (usage as Record<string, [object]>)[simulator.businessAccountId]?.[0] ?? {};
}

describe('the calls that manage an account', () => {
  it('are counted for an hour, and each answer tells how many there were', async () => {
    simulator.get(Rules).change({ managementCallsPerHour: 4, appCallsPerHour: 10 });

    await list();
    const { headers } = await list();
    expect(usageIn(headers)).toEqual({
      type: 'whatsapp_business_management',
      call_count: 50,
      total_cputime: 50,
      total_time: 50,
      estimated_time_to_regain_access: 0,
    });
    expect(JSON.parse(headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: 20 });

    simulator.get(Clock).advance(3_600_000);
    expect(usageIn((await list()).headers)).toMatchObject({ call_count: 25 });
  });

  it('are refused when there were too many, until the hour is over', async () => {
    simulator.get(Rules).change({ managementCallsPerHour: 2 });
    await list();
    await list();

    const refused = await list();
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 80_007 } } });
    expect(usageIn(refused.headers)).toMatchObject({ call_count: 100 });
    expect(usageIn(refused.headers)).not.toMatchObject({ estimated_time_to_regain_access: 0 });

    simulator.get(Rules).change({ throttleStatus: 429 });
    expect((await list()).status).toBe(429);
    simulator.get(Clock).advance(3_600_000);
    expect((await list()).status).toBe(200);
  });

  it('are refused when those of all accounts are too many', async () => {
    simulator.get(Rules).change({ appCallsPerHour: 1 });
    await list();

    expect((await list()).body.error.code).toBe(4);
  });

  it('are not what sends and strangers do', async () => {
    simulator.get(Rules).change({ managementCallsPerHour: 1 });
    const send = {
      messaging_product: 'whatsapp',
      to: '16505551234',
      type: 'text',
      text: { body: 'Hello' },
    };

    await simulator.graph('GET', templates, undefined, 'wrong');
    const { status, headers } = await simulator.graph('POST', `/${simulator.phoneNumberId}/messages`, send);

    expect(status).toBe(200);
    expect(usageIn(headers)).toMatchObject({ call_count: 0 });
  });
});
