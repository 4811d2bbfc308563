import { Logger } from '@nestjs/common';

import { DelayJobError } from '#queues';
import { SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';

let people = 0;

describe('several answers to one person', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let handler: OutboundHandler;
  let contactId: string;
  let ids: string[];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    handler = services.handlerWith(whatsapp.settings);
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });

  beforeEach(async () => {
    await whatsapp.forget();
    contactId = await services.person({ phone: `1650556${String(++people).padStart(4, '0')}` });
    ids = [];
    for (const body of ['first', 'second', 'third']) ids.push(await write(body));
  });
  afterEach(() => services.empty());

  const write = (body: string): Promise<string> =>
    services.database.transaction((tx) => services.outbound.write(tx, { contactId, body }));
  const handle = (place: number): Promise<void> => handler.handle({ outboundId: ids[place]! });
  const sent = async (): Promise<string[]> => (await whatsapp.client.books()).sends.map(({ body }) => body);
  const statusOf = async (place: number): Promise<string> =>
    (await services.database.outboundMessage.findUniqueOrThrow({ where: { id: ids[place] } })).status;
  /** @returns for how long the job waits, in milliseconds */
  const delayOf = async (work: Promise<void>): Promise<number> => {
    const error: unknown = await work.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DelayJobError);
    return (error as DelayJobError).delayMs;
  };

  it('leave in their order, whichever job comes first', async () => {
    await handle(2);

    expect(await sent()).toEqual(['first', 'second', 'third']);

    await handle(0);
    await handle(1);
    expect(await sent()).toHaveLength(3);
  });

  it('wait for one that another process sends, the longer that takes the longer', async () => {
    const triedFor = (seconds: number): Promise<unknown> =>
      services.testDatabase.query(
        `UPDATE outbound_message SET first_started_at = now() - interval '${seconds} seconds' WHERE id = $1`,
        [ids[0]],
      );
    await services.sending.start(ids[0]!);
    // Just now, however long it takes to look.
    await triedFor(-60);
    expect(await delayOf(handle(1))).toBe(200);
    expect(await delayOf(handle(2))).toBe(400);

    await triedFor(8);
    expect(await delayOf(handle(1))).toBeGreaterThanOrEqual(4_000);
    // So that the patience with it is not over yet.
    await triedFor(18);
    expect(await delayOf(handle(2))).toBe(15_000);
    expect(await sent()).toEqual([]);
  });

  it('go on after one that WhatsApp refuses for good', async () => {
    await whatsapp.client.setFaults({ sends: { status: 400, code: 131_026, times: 1 } });

    await handle(1);

    expect(await sent()).toEqual(['second']);
    expect(await statusOf(0)).toBe('failed');
  });

  it('wait with one that is tried again later', async () => {
    await whatsapp.client.setFaults({ sends: { status: 400, code: 131_000, times: 1 } });

    expect(await delayOf(handle(1))).toBeGreaterThan(0);

    expect(await sent()).toEqual([]);
    expect(await statusOf(1)).toBe('queued');
  });

  it('are not failed by one whose words are lost', async () => {
    await services.testDatabase.query(`UPDATE outbound_message SET body_sealed = 'damaged' WHERE id = $1`, [
      ids[0],
    ]);

    expect(await delayOf(handle(1))).toBe(200);
    expect(await statusOf(1)).toBe('queued');
  });
});
