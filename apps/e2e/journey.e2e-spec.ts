import { newWamid, queueBackends, sheena, TestStack, textValue, waitUntil, webhook } from '#testing';

describe.each(queueBackends)('a message through all apps, queues in $name', (backend) => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['ingress', 'intent', 'notifier', 'simulator']);
  });
  afterAll(() => stack?.close());

  /** Types on the phone and waits for the answer. */
  async function ask(text: string): Promise<string> {
    const before = (await stack.simulator.books()).sends.length;
    await stack.simulator.say(text);
    return waitUntil(
      `"${text}" is answered`,
      async () => (await stack.simulator.books()).sends[before]?.body,
    );
  }

  it('answers a reminder with its title and time', async () => {
    const answer = await ask('remind me to call mom tomorrow at 5pm');

    expect(answer).toMatch(/tomorrow.*5:00 PM.*call mom/s);
  });

  it('keeps a list', async () => {
    expect(await ask('add milk to my list')).toBe('Task 1: milk added to your list');
    expect(await ask('add eggs to my list')).toBe('Task 2: eggs added to your list');
    expect(await ask("what's on my list")).toBe('Your list:\n1. milk\n2. eggs');
    expect(await ask('done 1')).toBe('Task 1: milk marked complete');
    expect(await ask('done 1')).toBe('There is no open task 1 on your list.');
    expect(await ask("what's on my list")).toBe('Your list:\n2. eggs');
  });

  it('says what it can do when it does not understand, or is asked', async () => {
    expect(await ask('colourless green ideas sleep furiously')).toContain('Here is what I can do');
    expect(await ask('colourless green ideas sleep furiously')).toMatch(/^I did not get that\. Say “help”/);
    expect(await ask('help')).toContain('Here is what I can do');
  });

  it('follows each answer until it was read', async () => {
    await ask('help');

    const { sends } = await stack.simulator.books();
    const statuses = await waitUntil('every answer was read', async () => {
      const rows = await stack.database.query<{ status: string }>('SELECT status FROM outbound_message');
      return rows.length === sends.length && rows.every(({ status }) => status === 'read') && rows;
    });
    // One that was overtaken on its way is kept, too.
    await waitUntil('every report of them is kept', async () => {
      const timeline = await stack.database.query(
        'SELECT outbound_message_id FROM outbound_status_entry GROUP BY 1 HAVING count(*) = 3',
      );
      return timeline.length === statuses.length;
    });
  });

  it('answers a webhook once, however often it is delivered', async () => {
    const before = (await stack.simulator.books()).sends.length;
    const body = webhook(textValue('add bread to my list'));

    for (let delivery = 1; delivery <= 6; delivery++)
      expect((await stack.deliverWebhook(body)).status).toBe(200);

    await waitUntil('it is answered', async () => (await stack.simulator.books()).sends.length > before);
    // Anything caused by a duplicate delivery would take the same path as this later message, and arrive first.
    await ask("what's on my list");
    const { sends } = await stack.simulator.books();
    expect(sends.slice(before).filter(({ body: text }) => text.includes('bread added'))).toHaveLength(1);
    expect(sends).toHaveLength(before + 2);
  });

  it('reads every message of a batch, and sets aside what it can not read', async () => {
    const before = (await stack.simulator.books()).sends.length;
    const unreadable = { ...textValue('x'), messages: [{ from: sheena.phone, type: 'text' }] };
    const value = textValue('add tea to my list');
    const two = { ...value, messages: [...(value.messages as []), ...(textValue('help').messages as [])] };

    const response = await stack.deliverWebhook(webhook(unreadable, two, textValue('thanks')));

    expect(response.status).toBe(200);
    await waitUntil(
      'all three are answered',
      async () => (await stack.simulator.books()).sends.length === before + 3,
    );
  });

  it('knows the person again who first came by phone and later with a BSUID or without a phone', async () => {
    const phone = '491701234567';
    const answered = (answer: string): Promise<unknown> =>
      waitUntil(`"${answer}" came`, async () =>
        (await stack.simulator.books()).sends.some(({ body }) => body === answer),
      );

    await stack.deliverWebhook(webhook(textValue('add plums to my list', { phone, name: 'Jo' })));
    await answered('Task 1: plums added to your list');
    await stack.deliverWebhook(
      webhook(textValue('add pears to my list', { phone, bsuid: 'DE.42', name: 'Jo' })),
    );
    await answered('Task 2: pears added to your list');
    await stack.deliverWebhook(webhook(textValue("what's on my list", { bsuid: 'DE.42', name: 'Jo' })));
    await answered('Your list:\n1. plums\n2. pears');
  });

  describe('what is not as WhatsApp documents it:', () => {
    const post = (fields: object, contacts: object[] = []): Promise<Response> => {
      const { metadata } = textValue('');
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const message = { id: newWamid(), timestamp, type: 'text', ...fields };
      return stack.deliverWebhook(webhook({ metadata, contacts, messages: [message] }));
    };
    const isAnswered = (to: string, answer: string): Promise<unknown> =>
      waitUntil(`${to} is answered "${answer}"`, async () =>
        (await stack.simulator.books()).sends.some(
          (sent) => sent.to.endsWith(to) && sent.body.includes(answer),
        ),
      );

    it.each<[string, string, object]>([
      ['a user id in the place of the phone number', 'US.7771', { from: 'US.7771', from_user_id: 'US.7771' }],
      ['a parent user id alone', 'US.ENT.7772', { from_parent_user_id: 'US.ENT.7772' }],
      ['a time in milliseconds', '16505553001', { from: '16505553001', timestamp: String(Date.now()) }],
      ['no time', '16505553002', { from: '16505553002', timestamp: undefined }],
      ['a time years ahead', '16505553003', { from: '16505553003', timestamp: '1999999999' }],
    ])('%s costs nobody the answer', async (_, to, fields) => {
      await post({ text: { body: 'add milk to my list' }, ...fields });

      await isAnswered(to, 'Task 1: milk added to your list');
    });

    it('the payload of a button without text is what was said', async () => {
      await post({ from: '32400000002', type: 'button', button: { payload: 'add milk to my list' } });

      await isAnswered('32400000002', 'Task 1: milk added to your list');
    });

    it('a number that is spelled in two ways is one person', async () => {
      await post({ from: '5531987654321', text: { body: 'add milk to my list' } });
      await isAnswered('87654321', 'Task 1: milk added to your list');
      await post({ from: '553187654321', text: { body: "what's on my list" } });

      await isAnswered('87654321', 'Your list:\n1. milk');
    });
  });

  it('refuses a webhook with a wrong signature', async () => {
    const response = await stack.deliverWebhook(webhook(textValue('help')), `sha256=${'0'.repeat(64)}`);

    expect(response.status).toBe(401);
  });

  it('keeps no word, name or number in the clear', async () => {
    await ask('add chrysanthemums to my list');

    const tables = ['contact', 'inbound_message', 'outbound_message', 'task', 'reminder'];
    const dump = JSON.stringify(
      await Promise.all(tables.map((table) => stack.database.query(`SELECT * FROM ${table}`))),
    );
    const logs = ['ingress', 'intent', 'notifier']
      .map((name) => stack.app(name as 'ingress').output)
      .join('');
    for (const secret of ['chrysanthemums', 'Sheena', sheena.phone!, sheena.bsuid!, '491701234567']) {
      expect(dump).not.toContain(secret);
      expect(logs).not.toContain(secret);
    }
  });
});
