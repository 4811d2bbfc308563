import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';

import type { StatusPayload } from '#queues';
import { damaged } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { beginSend, statusReport } from '../test/status-report.ts';

describe('status reports that are faster than our own record of the send', () => {
  let services: NotifierServices;
  let contactId: string;
  let id: string;
  let wamid: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    contactId = await services.person({ phone: '16505551234' });
    await send();
  });
  afterEach(() => services.empty());

  async function send(content?: { body: string }): Promise<void> {
    ({ id, wamid } = await beginSend(services, contactId, content));
  }

  const report = (status: StatusPayload['status'], errorCode?: number): StatusPayload =>
    statusReport({ id, wamid }, status, errorCode);
  const withoutOurId = (one: StatusPayload): StatusPayload => ({ ...one, callbackData: undefined });
  const row = () =>
    services.database.outboundMessage.findUniqueOrThrow({ where: { id }, include: { timeline: true } });
  const retries = () =>
    services.database.outboundMessage.findMany({ where: { retryOfId: id }, orderBy: { retryNumber: 'asc' } });
  const letTimePass = (): Promise<unknown> =>
    services.testDatabase.query('UPDATE early_status SET look_after = now()');

  it('are kept, and applied once the id is noted', async () => {
    await services.statusHandler.handle(withoutOurId(report('delivered')));
    await services.early.applyKnown();
    expect(await row()).toMatchObject({ status: 'sending', timeline: [] });

    await services.outbound.markAccepted(id, wamid);
    await letTimePass();
    await services.early.applyKnown();

    expect(await row()).toMatchObject({ status: 'delivered', timeline: [{ status: 'delivered' }] });
    expect(await services.database.earlyStatus.count()).toBe(0);
  });

  it('lose nothing when the id is noted at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      await send();

      await Promise.all([
        services.statusHandler.handle(withoutOurId(report('sent'))),
        services.outbound.markAccepted(id, wamid),
        services.early.applyKnown(),
        services.statusHandler.handle(withoutOurId(report('read'))),
      ]);
      await letTimePass();
      await services.early.applyKnown();

      const { status, timeline } = await row();
      expect({ status, count: timeline.length }).toEqual({ status: 'read', count: 2 });
    }
  });

  it('lead to what follows from them, such as a retry', async () => {
    await services.statusHandler.handle(withoutOurId(report('failed', 131_000)));
    await services.outbound.markAccepted(id, wamid);
    await letTimePass();

    await Promise.all([services.early.applyKnown(), services.early.applyKnown()]);

    expect(await row()).toMatchObject({
      status: 'failed',
      timeline: [{ errorCode: 131_000, errorTitle: 'Something went wrong' }],
    });
    expect(await retries()).toHaveLength(1);
  });

  it('hold up no other when they cannot be read, and are applied all the same', async () => {
    const [firstId, firstWamid] = [id, wamid];
    await services.statusHandler.handle(withoutOurId(report('delivered')));
    await services.testDatabase.query('UPDATE early_status SET wamid_sealed = $1', [
      damaged(services.sealer.seal(wamid)),
    ]);
    await send();
    await services.statusHandler.handle(withoutOurId(report('read')));
    await services.outbound.markAccepted(firstId, firstWamid);
    await services.outbound.markAccepted(id, wamid);
    await letTimePass();

    await services.early.applyKnown();

    expect(await row()).toMatchObject({ status: 'read' });
    id = firstId;
    expect(await row()).toMatchObject({ status: 'delivered' });
    expect(await services.database.earlyStatus.count()).toBe(0);
  });

  it('hold up no other when they cannot be applied', async () => {
    const [brokenId, brokenWamid] = [id, wamid];
    await services.statusHandler.handle(withoutOurId(report('delivered')));
    // No status may have this price.
    await services.testDatabase.query(`UPDATE early_status SET pricing = '{"broken": true}'`);
    await services.testDatabase.query(
      `ALTER TABLE outbound_status_entry ADD CONSTRAINT broken CHECK (pricing->>'broken' IS NULL)`,
    );
    await send();
    await services.statusHandler.handle(withoutOurId(report('read')));
    await services.outbound.markAccepted(brokenId, brokenWamid);
    await services.outbound.markAccepted(id, wamid);
    await letTimePass();

    await services.early.applyKnown();
    await services.testDatabase.query('ALTER TABLE outbound_status_entry DROP CONSTRAINT broken');

    expect(await row()).toMatchObject({ status: 'read' });
    expect(await services.database.earlyStatus.count()).toBe(1);
    await letTimePass();
    await services.early.applyKnown();
    expect(await services.database.earlyStatus.count()).toBe(0);
  });

  it('are looked for less and less often', async () => {
    await services.statusHandler.handle(withoutOurId(report('sent')));
    await services.testDatabase.query("UPDATE early_status SET kept_at = now() - interval '1 hour'");
    const begunAt = Date.now();

    await services.early.applyKnown();

    const { lookAfter } = await services.database.earlyStatus.findFirstOrThrow();
    expect(lookAfter.getTime() - begunAt).toBeGreaterThan(55 * 60_000);
  });

  it('are dropped after a week: they are about messages of somebody else', async () => {
    await services.statusHandler.handle({ ...report('sent'), callbackData: randomUUID() });
    await services.statusHandler.handle({ ...report('read'), callbackData: 'job-42 of somebody else' });
    await services.testDatabase.query("UPDATE early_status SET kept_at = now() - interval '6 days'");
    await services.early.applyKnown();
    expect(await services.database.earlyStatus.count()).toBe(2);

    await services.testDatabase.query(
      "UPDATE early_status SET kept_at = now() - interval '7 days', look_after = now()",
    );
    await services.early.applyKnown();

    expect(await services.database.earlyStatus.count()).toBe(0);
  });

  it('lie sealed', async () => {
    await services.statusHandler.handle(withoutOurId(report('sent')));

    expect(JSON.stringify(await services.testDatabase.query('SELECT * FROM early_status'))).not.toContain(
      wamid,
    );
  });
});
