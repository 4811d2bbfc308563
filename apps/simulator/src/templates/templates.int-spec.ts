import 'reflect-metadata';

import { waitUntil } from '#testing';
import { readNotice } from '#whatsapp';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Clock } from '../clock.ts';
import { type RuleValues, Rules } from '../rules/rules.ts';

interface Refused {
  error: { code: number; error_subcode?: number; error_data: { details: string } };
}

interface Page {
  data: Record<string, unknown>[];
  paging?: { cursors: { before: string; after: string }; next?: string; previous?: string };
}

const day = 24 * 3_600_000;
const confirmation = {
  name: 'order_confirmation',
  language: 'en_US',
  category: 'UTILITY',
  parameter_format: 'NAMED',
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2U='] } },
    {
      type: 'BODY',
      text: 'Thank you, {{first_name}}! Your order number is {{order_number}}.',
      example: {
        body_text_named_params: [
          { param_name: 'first_name', example: 'Pablo' },
          { param_name: 'order_number', example: '860198-230332' },
        ],
      },
    },
    { type: 'FOOTER', text: 'Lucky Shrub' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Track' }] },
  ],
};
const plain = { type: 'BODY', text: 'Your order is on its way.' };

let simulator: SimulatorApp;
let path: string;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
  path = `/${simulator.businessAccountId}/message_templates`;
});

afterEach(async () => {
  await simulator.close();
});

const rules = (values: Partial<RuleValues>): void => simulator.get(Rules).change(values);
const later = (ms: number): void => simulator.get(Clock).advance(ms);

async function create(about: object = {}): Promise<string> {
  const { body, status } = await simulator.graph<{ id: string }>('POST', path, { ...confirmation, ...about });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.id;
}

async function approved(about: object = {}): Promise<string> {
  const id = await create(about);
  later(1_000);
  return id;
}

const read = async (id: string, fields = 'status'): Promise<Record<string, unknown>> =>
  (await simulator.graph('GET', `/${id}?fields=${fields}`)).body;

async function changes(count: number): Promise<{ field: string; value: Record<string, unknown> }[]> {
  await waitUntil(`${count} webhooks came`, () => simulator.values.length >= count);
  return simulator.received.flatMap(({ entry }) => entry.flatMap((one) => one.changes));
}

describe('a new template', () => {
  it('waits for its review, is approved by itself, and the business is told', async () => {
    const made = await simulator.graph('POST', path, confirmation);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^\d{16}$/) as string,
      status: 'PENDING',
      category: 'UTILITY',
    });
    const id = String(made.body.id);
    expect(await read(id)).toEqual({ id, status: 'PENDING' });

    later(1_000);

    expect(await read(id)).toEqual({ id, status: 'APPROVED' });
    const [change] = await changes(1);
    expect(change).toEqual({
      field: 'message_template_status_update',
      value: {
        event: 'APPROVED',
        message_template_id: Number(id),
        message_template_name: 'order_confirmation',
        message_template_language: 'en-US',
        reason: 'NONE',
        message_template_category: 'UTILITY',
      },
    });
    const notice = readNotice({
      field: change!.field,
      reason: 'account',
      body: JSON.stringify(change!.value),
    });
    expect(notice?.template).toEqual({
      name: 'order_confirmation',
      language: 'en_US',
      whatsappId: id,
      status: 'APPROVED',
      category: 'UTILITY',
    });
  });

  it('is rejected, or waits for somebody, where the rules say so', async () => {
    rules({ templateReview: 'rejected' });
    const rejected = await approved();
    expect(await read(rejected, 'status,rejected_reason')).toMatchObject({
      status: 'REJECTED',
      rejected_reason: 'INVALID_FORMAT',
    });

    rules({ templateReview: 'by hand' });
    const waiting = await approved({ name: 'other' });
    later(day);
    expect(await read(waiting)).toMatchObject({ status: 'PENDING' });
  });

  it('can not have the name and language of another', async () => {
    await create();

    const again = await simulator.graph<Refused>('POST', path, { ...confirmation, language: 'en-US' });

    expect(again).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 2_388_024 } } });
    await create({ language: 'de' });
  });

  it('is refused with a code of its own, or with code 100 and that number, as the rules say', async () => {
    const wrong = { ...confirmation, name: 'Order Confirmation' };

    const { body } = await simulator.graph<Refused>('POST', path, wrong);
    expect(body.error).toMatchObject({ code: 2_388_039, error_subcode: 2_388_039 });

    rules({ templateFaultAs: 'subcode' });
    const asSeen = await simulator.graph<Refused>('POST', path, wrong);
    expect(asSeen.body.error).toMatchObject({ code: 100, error_subcode: 2_388_039 });
  });

  it('is one of so many in an account, and in an hour', async () => {
    rules({ templatesPerAccount: 2 });
    await create();
    const tooMany = await simulator.graph<Refused>('POST', path, { ...confirmation, name: 'third' });
    expect(tooMany.body.error.code).toBe(2_388_019);

    rules({ templatesPerAccount: 6_000, templatesPerHour: 1 });
    const tooFast = await simulator.graph<Refused>('POST', path, { ...confirmation, name: 'third' });
    expect(tooFast.body.error.code).toBe(80_008);
    later(3_600_000);
    await create({ name: 'third' });
  });

  it('for authentication is told with the words that Meta writes', async () => {
    const id = await create({
      category: 'authentication',
      parameter_format: undefined,
      components: [
        { type: 'body', add_security_recommendation: true },
        { type: 'footer', code_expiration_minutes: 10 },
        { type: 'buttons', buttons: [{ type: 'otp', otp_type: 'copy_code', text: 'Copy Code' }] },
      ],
    });

    expect((await read(id, 'components')).components).toMatchObject([
      { type: 'BODY', text: '*{{1}}* is your verification code. For your security, do not share this code.' },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.' },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'Copy Code', url: expect.stringMatching(/otp\{\{1\}\}$/) as string }],
      },
    ]);
  });
});

describe('the list of templates', () => {
  it('begins with the one that Meta gives to everybody', async () => {
    const { body } = await simulator.graph<Page>('GET', path);

    expect(body.data).toMatchObject([{ name: 'hello_world', language: 'en_US', status: 'APPROVED' }]);
    expect(body.paging).toEqual({ cursors: { before: 'MAZDZD', after: 'MAZDZD' } });
  });

  it('is read page by page, there and back, by links that need no header', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await create({ name });

    const first = await simulator.graph<Page>('GET', `${path}?fields=name&limit=2`);
    expect(namesOf(first.body)).toEqual(['hello_world', 'a']);
    expect(first.body.paging).not.toHaveProperty('previous');
    const second = await follow(first.body.paging?.next);
    expect(namesOf(second)).toEqual(['b', 'c']);
    const third = await follow(second.paging?.next);
    expect(namesOf(third)).toEqual(['d']);
    expect(third.paging).not.toHaveProperty('next');

    expect(namesOf(await follow(third.paging?.previous))).toEqual(['b', 'c']);
  });

  it('can be asked for some of them', async () => {
    await approved({ name: 'one' });
    await create({ name: 'two', language: 'de', category: 'MARKETING' });
    const named = async (filter: string): Promise<unknown[]> =>
      namesOf((await simulator.graph<Page>('GET', `${path}?fields=name&${filter}`)).body);

    expect(await named('name=one')).toEqual(['one']);
    expect(await named('status=PENDING')).toEqual(['two']);
    expect(await named('status=["APPROVED","PENDING"]')).toEqual(['hello_world', 'one', 'two']);
    expect(await named('category=MARKETING')).toEqual(['two']);
    expect(await named('language=en-US')).toEqual(['hello_world', 'one']);
    expect(await named('quality_score=GREEN')).toEqual([]);
  });

  it.each(['limit=0', 'after=nothing', 'fields=secret'])('of %s is refused', async (query) => {
    expect(await simulator.graph<Refused>('GET', `${path}?${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
  });

  it('of an unknown account does not exist', async () => {
    const { body } = await simulator.graph<Refused>('GET', '/1/message_templates');

    expect(body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });
});

describe('an edit', () => {
  it('replaces the components, and is reviewed again', async () => {
    const id = await approved();

    const edit = await simulator.graph('POST', `/${id}`, { components: [plain] });
    expect(edit.body).toMatchObject({ success: true });
    expect(await read(id, 'status,components')).toMatchObject({ status: 'PENDING', components: [plain] });
    later(1_000);

    expect(await read(id)).toMatchObject({ status: 'APPROVED' });
    expect((await changes(3)).at(-1)).toMatchObject({
      field: 'message_template_components_update',
      value: { message_template_id: Number(id), message_template_element: plain.text },
    });
  });

  it('of an approved one is possible once a day and ten times in 30 days', async () => {
    const id = await approved();
    const edit = async (): Promise<number> => {
      const { status } = await simulator.graph('POST', `/${id}`, { components: [plain] });
      later(1_000);
      return status;
    };

    expect(await edit()).toBe(200);
    expect(await edit()).toBe(400);
    for (let time = 2; time <= 10; time += 1) {
      later(day);
      expect(await edit()).toBe(200);
    }
    later(day);
    expect(await edit()).toBe(400);
    later(20 * day);
    expect(await edit()).toBe(200);
  });

  it('is refused while the template is reviewed, and for another category of an approved one', async () => {
    const id = await create();
    expect((await simulator.graph('POST', `/${id}`, { components: [plain] })).status).toBe(400);

    later(1_000);
    expect((await simulator.graph('POST', `/${id}`, { category: 'MARKETING' })).status).toBe(400);
  });

  it('that Meta would refuse changes nothing', async () => {
    const id = await approved();

    const { body } = await simulator.graph<Refused>('POST', `/${id}`, {
      components: [{ type: 'BODY', text: 'Hello {{name}}' }],
    });

    expect(body.error.code).toBe(2_388_299);
    expect(await read(id, 'status,components')).toMatchObject({
      status: 'APPROVED',
      components: confirmation.components,
    });
  });
});

describe('a deletion', () => {
  it('by name takes all languages, and an approved name can not come again for 30 days', async () => {
    await approved();
    await create({ language: 'de' });

    const deleted = await simulator.graph('DELETE', `${path}?name=order_confirmation`);
    expect(deleted).toMatchObject({ status: 200, body: { success: true } });
    expect(namesOf((await simulator.graph<Page>('GET', path)).body)).toEqual(['hello_world']);
    expect((await changes(3)).map(({ value }) => value.event)).toEqual([
      'APPROVED',
      'PENDING_DELETION',
      'PENDING_DELETION',
    ]);

    later(29 * day);
    const tooEarly = await simulator.graph<Refused>('POST', path, confirmation);
    expect(tooEarly.body.error).toMatchObject({ code: 100, error_subcode: 2_388_023 });
    later(day);
    await create();
  });

  it('by ids takes these only; a name that was never approved is free at once', async () => {
    rules({ templateReview: 'by hand' });
    const ids = [await create(), await create({ language: 'de' }), await create({ language: 'fr' })];

    await simulator.graph('DELETE', `${path}?hsm_id=${ids[0]}&name=order_confirmation`);
    await simulator.graph('DELETE', `${path}?hsm_ids=["${ids[1]}"]`);

    expect(
      (await simulator.graph<Page>('GET', `${path}?fields=language&name=order_confirmation`)).body.data,
    ).toEqual([{ id: ids[2], language: 'fr' }]);
    await create();
  });

  it.each(['', '?name=unknown', '?hsm_id=1', '?hsm_ids=[]'])('of %j is refused', async (query) => {
    expect((await simulator.graph('DELETE', path + query)).status).toBe(400);
  });
});

describe('what Meta decides later', () => {
  const decide = (id: string, what: string, body: object) =>
    simulator.call('POST', `/_scenario/templates/${id}/${what}`, body);

  it('pauses it twice for some hours, then disables it', async () => {
    const id = await approved();

    for (const hours of [3, 6]) {
      await decide(id, 'status', { status: 'PAUSED' });
      expect(await read(id)).toMatchObject({ status: 'PAUSED' });
      later(hours * 3_600_000);
      expect(await read(id)).toMatchObject({ status: 'APPROVED' });
    }
    await decide(id, 'status', { status: 'PAUSED' });

    expect(await read(id)).toMatchObject({ status: 'DISABLED' });
    const told = (await changes(6)).slice(1).map(({ value }) => value);
    expect(told).toMatchObject(
      ['FIRST_PAUSE', 'UNPAUSE', 'SECOND_PAUSE', 'UNPAUSE', 'DISABLED'].map((title) => ({
        other_info: { title },
      })),
    );
    expect(told.at(-1)).toMatchObject({
      event: 'DISABLED',
      disable_info: { disable_date: expect.any(String) },
    });
  });

  it('lets the business end a pause', async () => {
    const id = await approved();
    expect((await simulator.graph('POST', `/${id}/unpause`)).status).toBe(400);
    await decide(id, 'status', { status: 'PAUSED' });

    expect((await simulator.graph('POST', `/${id}/unpause`)).body).toEqual({ success: true });

    expect(await read(id)).toMatchObject({ status: 'APPROVED' });
  });

  it.each([
    ['REJECTED', 'REJECTED'],
    ['REINSTATED', 'APPROVED'],
    ['IN_APPEAL', 'IN_APPEAL'],
    ['ARCHIVED', 'ARCHIVED'],
    ['FLAGGED', 'PENDING'],
  ])('tells %s, and the template is %s', async (event, status) => {
    rules({ templateReview: 'by hand' });
    const id = await create();

    await decide(id, 'status', { status: event, reason: 'SCAM' });

    expect(await read(id)).toMatchObject({ status });
    const [{ field, value }] = (await changes(1)) as [{ field: string; value: object }];
    expect(value).toMatchObject({ event, reason: 'SCAM' });
    expect(readNotice({ field, reason: 'account', body: JSON.stringify(value) })).toMatchObject({ event });
  });

  it('changes its quality', async () => {
    const id = await approved();

    await decide(id, 'quality', { quality: 'YELLOW' });

    expect(await read(id, 'quality_score{score}')).toMatchObject({ quality_score: { score: 'YELLOW' } });
    const { field, value } = (await changes(2)).at(-1)!;
    expect(value).toMatchObject({ previous_quality_score: 'UNKNOWN', new_quality_score: 'YELLOW' });
    expect(readNotice({ field, reason: 'account', body: JSON.stringify(value) })?.template).toMatchObject({
      quality: 'YELLOW',
    });
  });

  it('announces another category, and moves the template a day later', async () => {
    const id = await approved();

    await decide(id, 'category', { category: 'MARKETING' });
    expect(await read(id, 'category,correct_category')).toMatchObject({
      category: 'UTILITY',
      correct_category: 'MARKETING',
    });
    later(day);

    expect(await read(id, 'category,previous_category')).toMatchObject({
      category: 'MARKETING',
      previous_category: 'UTILITY',
    });
    const told = (await changes(3)).slice(1);
    expect(
      told.map(
        ({ field, value }) => readNotice({ field, reason: 'account', body: JSON.stringify(value) })?.template,
      ),
    ).toMatchObject([
      { category: 'UTILITY', nextCategory: 'MARKETING' },
      { category: 'MARKETING', nextCategory: null },
    ]);
  });
});

const namesOf = ({ data }: Page): unknown[] => data.map(({ name }) => name);

async function follow(link: string | undefined): Promise<Page> {
  return (await (await fetch(link ?? 'no link')).json()) as Page;
}
