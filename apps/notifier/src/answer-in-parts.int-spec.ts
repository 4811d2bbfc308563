import { Logger } from '@nestjs/common';

import { DeadLetterStore } from '#data';
import { DelayJobError } from '#queues';
import { letWrite, SimulatedWhatsApp } from '#testing';
import { ourTemplates } from '#whatsapp';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';

let people = 0;

describe('an answer of several messages', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let handler: OutboundHandler;
  let contactId: string;
  let ids: string[];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    for (const template of ourTemplates) await whatsapp.approve({ ...template });
    handler = services.handlerWith(whatsapp.settings);
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    contactId = await services.person({ phone: `1650557${String(++people).padStart(4, '0')}` });
    ids = await writeAnswer('one', 'two', 'three');
  });
  afterEach(() => services.empty());

  const query = (sql: string, values: unknown[] = []): Promise<unknown> =>
    services.testDatabase.query(sql, values);
  const write = (body: string, more = {}): Promise<string> =>
    services.database.transaction((tx) => services.outbound.write(tx, { contactId, body, ...more }));
  async function writeAnswer(first: string, ...others: string[]): Promise<string[]> {
    const answerId = await write(first);
    await query('UPDATE outbound_message SET answer_id = id WHERE id = $1', [answerId]);
    const rest: string[] = [];
    for (const [at, body] of others.entries()) rest.push(await write(body, { answerId, part: at + 1 }));
    return [answerId, ...rest];
  }
  const row = (id = '') => services.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const states = async (): Promise<string[]> =>
    Promise.all(ids.map(async (id) => ((await row(id)).parkedAt ? 'parked' : (await row(id)).status)));
  const texts = async (): Promise<string[]> =>
    (await whatsapp.client.books()).sends.map(
      ({ request: { text, template } }) => text?.body.split('\n')[0] ?? template?.name ?? '',
    );
  const handleWith = (by: OutboundHandler, id = ''): Promise<unknown> =>
    by.handle({ outboundId: id }).catch((error: unknown) => error);
  const handle = (id?: string): Promise<unknown> => handleWith(handler, id);
  const refuse = (code: number): Promise<unknown> =>
    whatsapp.client.setFaults({ sends: { status: 400, code, times: 1 } });
  const report = async (id: string, status: 'failed' | 'delivered', errorCode?: number): Promise<void> =>
    services.statusHandler.handle({
      messageKey: 'key',
      wamid: services.sealer.open((await row(id)).wamidSealed!),
      occurredAt: Math.floor(Date.now() / 1_000),
      status,
      errorCode,
      callbackData: id,
    });
  /** What is to be tried again has its time only after the test. */
  const keepBack = (): Promise<unknown> =>
    query("UPDATE outbound_message SET not_before = now() + interval '1 hour' WHERE not_before IS NOT NULL");
  const hoursPass = (): Promise<unknown> =>
    query(
      `UPDATE outbound_message SET created_at = created_at - interval '2 hours', first_started_at = first_started_at - interval '2 hours',
        failed_at = failed_at - interval '2 hours'`,
    );

  describe('keeps its order', () => {
    it('however long one of them is tried again', async () => {
      await refuse(131_000);
      expect(await handle(ids[0])).toBeInstanceOf(DelayJobError);
      await keepBack();
      await hoursPass();

      expect(await handle(ids[2])).toBeInstanceOf(DelayJobError);
      expect(await handle(ids[1])).toBeInstanceOf(DelayJobError);

      expect(await texts()).toEqual([]);
      await query('UPDATE outbound_message SET not_before = NULL');
      await handle(ids[2]);
      expect(await texts()).toEqual(['one', 'two', 'three']);
    });

    it('while a part that WhatsApp dropped is repeated, not before its time', async () => {
      await handle(ids[0]);
      await report(ids[0]!, 'failed', 131_000);
      await keepBack();
      await hoursPass();

      expect(await handle(ids[1])).toBeInstanceOf(DelayJobError);
      expect(await texts()).toEqual(['one']);

      await query('UPDATE outbound_message SET not_before = NULL');
      await handle(ids[2]);
      expect(await texts()).toEqual(['one', 'one', 'two', 'three']);
    });

    it('in the moment before that repetition is written', async () => {
      await handle(ids[0]);
      await query("UPDATE outbound_message SET status = 'failed', failed_at = now() WHERE id = $1", [ids[0]]);

      expect(await handle(ids[1])).toBeInstanceOf(DelayJobError);

      expect(await states()).toEqual(['failed', 'queued', 'queued']);
    });

    it('but holds up no later answer for longer than one message would', async () => {
      await refuse(131_000);
      await handle(ids[0]);
      await keepBack();
      const later = await write('another answer');
      expect(await handle(later)).toBeInstanceOf(DelayJobError);
      await hoursPass();

      expect(await handle(later)).toBeUndefined();

      expect(await texts()).toEqual(['another answer']);
    });
  });

  describe('of which a part fails for good', () => {
    it('is not sent any further, and the rest is failed with it', async () => {
      await handle(ids[0]);
      await refuse(131_026);
      for (const id of ids.slice(1))
        await handler
          .handle({ outboundId: id })
          .catch(async (error: Error) => handler.onExhausted({ outboundId: id }, error));

      expect(await texts()).toEqual(['one']);
      expect(await states()).toEqual(['accepted', 'failed', 'failed']);
      expect((await row(ids[2])).failure).toBe('an earlier part of its answer failed');
    });

    it('is one dead letter, and a replay sends what did not arrive, in order', async () => {
      const letters = new DeadLetterStore(services.database);
      await handle(ids[0]);
      await report(ids[0]!, 'delivered');
      await refuse(131_026);
      for (const id of ids.slice(1))
        await handler
          .handle({ outboundId: id })
          .catch(async (error: Error) => handler.onExhausted({ outboundId: id }, error));

      expect(await letters.list({}, 10)).toMatchObject([{ id: ids[1], code: 131_026, messages: 2 }]);
      expect(await letters.counts()).toMatchObject([{ count: 1 }]);
      expect(await letters.replay([ids[2]!], { actor: 'ops' })).toEqual([{ id: ids[2], obstacle: null }]);
      await handle(ids[2]);

      expect(await texts()).toEqual(['one', 'two', 'three']);
      expect(await letters.list({}, 10)).toEqual([]);
    });
  });

  describe('counts once in the limit of an hour', () => {
    it('and is never cut: its last part says that it is the last for now', async () => {
      const limited = services.handlerWith(whatsapp.settings, { perPersonAndHour: 2 });
      await handleWith(limited, await write('before'));
      for (const id of ids) expect(await handleWith(limited, id)).toBeUndefined();

      const { sends } = await whatsapp.client.books();
      expect(sends.map(({ body }) => body.includes('as much as I may write'))).toEqual([
        false,
        false,
        false,
        true,
      ]);
      expect(await handleWith(limited, await write('after'))).toBeInstanceOf(DelayJobError);
    });

    it('nor is it folded into another one, nor its parts into each other', async () => {
      const limited = services.handlerWith(whatsapp.settings, { perPersonAndHour: 1 });
      await query("UPDATE outbound_message SET created_at = created_at - interval '6 minutes'");
      const [after] = await writeAnswer('four', 'five');

      for (const id of ids) expect(await handleWith(limited, id)).toBeUndefined();

      expect(await texts()).toEqual(['one', 'two', 'three']);
      expect(await handleWith(limited, after)).toBeInstanceOf(DelayJobError);
      await query("UPDATE recipient_limit SET hour_log = ARRAY[now() - interval '61 minutes']");
      await handleWith(limited, after);
      expect((await texts()).slice(3)).toEqual(['four']);
    });
  });

  describe('in the midst of which the window closes', () => {
    const close = (): Promise<unknown> =>
      query("UPDATE inbound_message SET sent_at = sent_at - interval '25 hours' WHERE contact_id = $1", [
        contactId,
      ]);
    async function handleQueued(): Promise<void> {
      for (let id = services.queued.shift(); id !== undefined; id = services.queued.shift()) await handle(id);
    }

    it('waits with all that is left, one template says so, and it goes on in order before what comes then', async () => {
      await handle(ids[0]);
      await close();
      await handle(ids[1]);
      await handleQueued();
      expect(await states()).toEqual(['accepted', 'parked', 'parked']);
      await handle(ids[2]);
      await handleQueued();
      expect(await texts()).toEqual(['one', 'handsfree_waiting_answer']);

      await letWrite(services.testDatabase, contactId);
      const released = await services.database.transaction((tx) =>
        services.parked.release(tx, [contactId], () => 'left out'),
      );
      expect(released).toEqual([{ contactId, ids: ids.slice(1) }]);
      await handle(await write('answer to that'));

      expect((await texts()).slice(2)).toEqual(['two', 'three', 'answer to that']);
    });

    it('keeps its order when only WhatsApp knows, and says so later', async () => {
      await handle(ids[0]);
      await handle(ids[1]);
      await report(ids[1]!, 'failed', 131_047);
      await report(ids[0]!, 'failed', 131_047);
      await handle(ids[2]);
      const repetitions = await services.database.outboundMessage.findMany({ where: { retryNumber: 1 } });
      for (const { id } of repetitions) await handle(id);
      await handleQueued();
      expect((await texts()).slice(2)).toEqual(['handsfree_waiting_answer']);

      await letWrite(services.testDatabase, contactId);
      await services.database.transaction((tx) => services.parked.release(tx, [contactId], () => 'left out'));
      await handle(ids[2]);

      expect((await texts()).slice(3)).toEqual(['one', 'two', 'three']);
    });

    it('leaves as one while it answers a message that WhatsApp brought late', async () => {
      await close();
      await query(
        'UPDATE outbound_message SET in_reply_to_id = (SELECT id FROM inbound_message WHERE contact_id = $2) WHERE id = $1',
        [ids[0], contactId],
      );
      await query('UPDATE inbound_message SET recorded_at = now()');

      await handle(ids[2]);

      expect(await texts()).toEqual(['one', 'two', 'three']);
    });

    it('counts as one where it is too old by then', async () => {
      await close();
      await handle(ids[0]);
      await query("UPDATE outbound_message SET created_at = created_at - interval '8 days'");
      await letWrite(services.testDatabase, contactId);
      const counts: number[] = [];

      await services.database.transaction((tx) =>
        services.parked.release(tx, [contactId], (count) => `left out ${counts.push(count)}`),
      );

      expect(counts).toEqual([1]);
    });
  });
});
