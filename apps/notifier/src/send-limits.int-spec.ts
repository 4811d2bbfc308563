import { Logger } from '@nestjs/common';

import { FocusStore, RungHistoryStore } from '#data';
import { DelayJobError, RateLimitedError } from '#queues';
import { SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { OutboundHandler } from './outbound.handler.ts';

const phone = '16505551234';

describe('a limit on sends', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(() => whatsapp.forget());
  afterEach(() => services.empty());

  function handlerWith(limits: Parameters<NotifierServices['sendingWith']>[0]): OutboundHandler {
    return services.handlerWith(whatsapp.settings, limits);
  }
  async function write(body: string, to = phone): Promise<string> {
    const contactId = await services.person({ phone: to });
    return services.database.transaction((tx) => services.outbound.write(tx, { contactId, body }));
  }

  it('of one person is told with the last message, and delays the next one by its time', async () => {
    const handler = handlerWith({ perPersonAndHour: 2 });
    for (const body of ['One', 'Two']) await handler.handle({ outboundId: await write(body) });

    const wait = await handler.handle({ outboundId: await write('Three') }).catch((error: unknown) => error);

    expect(await whatsapp.requests()).toMatchObject([
      { text: { body: 'One' } },
      {
        text: {
          body: 'Two\n\nThat is as much as I may write in an hour. I still do what you ask; my next answer comes in 60 minutes.',
        },
      },
    ]);
    expect(wait).toBeInstanceOf(DelayJobError);
    expect((wait as DelayJobError).delayMs / 60_000).toBeCloseTo(60, 0);
  });

  it('of one person is told above buttons, too: the words are cut short, and all can be tapped', async () => {
    const contactId = await services.person({ phone });
    const choices = JSON.stringify({ buttons: [{ id: 'yes', title: 'Yes' }] });
    const outboundId = await services.database.transaction((tx) =>
      services.outbound.write(tx, { contactId, body: 'x'.repeat(1_000), choices }),
    );

    await handlerWith({ perPersonAndHour: 1 }).handle({ outboundId });

    const [request] = await whatsapp.requests();
    expect(request).toMatchObject({
      interactive: {
        type: 'button',
        body: { text: expect.stringMatching(/^x+…\n\nThat is as much as I may write.* 60 minutes\.$/) },
      },
    });
  });

  describe('of one person folds what waits into the next message that may be sent', () => {
    /** Two are sent, these wait, and half an hour passes. @returns the id of the first of them */
    async function writeBeyond(handler: OutboundHandler, ...bodies: string[]): Promise<string> {
      for (const body of ['One', 'Two']) await handler.handle({ outboundId: await write(body) });
      const ids: string[] = [];
      for (const body of bodies) ids.push(await write(body));
      for (const outboundId of ids)
        await expect(handler.handle({ outboundId })).rejects.toBeInstanceOf(DelayJobError);
      await services.testDatabase.query(
        "UPDATE recipient_limit SET hour_log = ARRAY[now() - interval '61 minutes', now() - interval '30 minutes']",
      );
      await whatsapp.forget();
      return ids[0]!;
    }
    const bodiesSent = async (): Promise<string[]> =>
      (await whatsapp.requests()).map(({ text }) => text?.body.split('\n\nThat is as much')[0] ?? '');
    const waiting = () => services.database.outboundMessage.count({ where: { status: 'queued' } });

    it('in their order', async () => {
      const handler = handlerWith({ perPersonAndHour: 2 });
      const outboundId = await writeBeyond(handler, 'Three', 'Four', 'Five');

      await handler.handle({ outboundId });

      expect(await bodiesSent()).toEqual(['Three\n\nFour\n\nFive']);
      expect(await waiting()).toBe(0);
    });

    it('as many as fit, never one before an earlier one', async () => {
      const handler = handlerWith({ perPersonAndHour: 2 });
      const outboundId = await writeBeyond(handler, 'Three', 'x'.repeat(3_000), 'y'.repeat(3_000), 'Six');

      await handler.handle({ outboundId });

      expect(await bodiesSent()).toEqual([`Three\n\n${'x'.repeat(3_000)}`]);
      expect(await waiting()).toBe(2);
    });

    it('of the answers, never into a reminder, which may leave as a template', async () => {
      const handler = handlerWith({ perPersonAndHour: 2 });
      await writeBeyond(handler);
      const contactId = await services.person({ phone });
      const outboundId = await services.database.transaction((tx) =>
        services.outbound.write(tx, { contactId, purpose: 'reminder', body: 'Reminder: call mom' }),
      );
      await write('Four');

      await handler.handle({ outboundId });

      expect(await bodiesSent()).toEqual(['Reminder: call mom']);
      expect(await waiting()).toBe(1);
    });

    it('also when so many may be sent again, after a wait of minutes', async () => {
      const handler = handlerWith({ perPersonAndHour: 2 });
      const outboundId = await writeBeyond(handler, 'Three', 'Four');
      await services.testDatabase.query(
        "UPDATE recipient_limit SET hour_log = '{}', debt_until = now(), burst_since = now()",
      );
      await services.testDatabase.query(
        "UPDATE outbound_message SET created_at = created_at - interval '6 minutes'",
      );

      await handler.handle({ outboundId });

      expect(await bodiesSent()).toEqual(['Three\n\nFour']);
    });

    it('all of which leave together again after a refusal', async () => {
      const handler = handlerWith({ perPersonAndHour: 2 });
      const outboundId = await writeBeyond(handler, 'Three', 'Four');
      await whatsapp.client.setFaults({ sends: { code: 131_000, times: 1 } });

      await handler.handle({ outboundId }).catch(() => undefined);
      await services.database.outboundMessage.updateMany({ data: { notBefore: null } });
      await handler.handle({ outboundId });

      expect(await bodiesSent()).toEqual(['Three\n\nFour', 'Three\n\nFour']);
    });
  });

  describe('of one person and day on what they did not ask for', () => {
    const remind = async (title: string): Promise<string> => {
      const contactId = await services.person({ phone });
      const choices = JSON.stringify({ buttons: [{ id: 'rang-done', title: 'Done' }] });
      const fallback = { name: 'handsfree_reminder', language: 'en', components: [] };
      const { id: reminderId } = await services.database.reminder.create({
        data: { contactId, titleSealed: services.sealer.seal(title), dueAt: new Date(), firedAt: new Date() },
      });
      const reminder = {
        contactId,
        reminderId,
        purpose: 'reminder' as const,
        body: `Reminder: ${title}`,
        choices,
        fallback,
      };
      return services.database.transaction((tx) => services.outbound.write(tx, reminder));
    };
    const bodies = async (): Promise<unknown[]> =>
      (await whatsapp.requests()).map((request) => {
        const { text, interactive } = request as {
          text?: { body: string };
          interactive?: { body: { text: string } };
        };
        return text?.body ?? interactive?.body.text;
      });
    const note = (hours: string): string =>
      `\n\nThat is as much as I may send in a day without being asked. What comes up now reaches you together, in ${hours}.`;

    it('is told with the last one, and what exceeds it comes together', async () => {
      const handler = handlerWith({ notificationsPerPersonAndDay: 2 });
      for (const title of ['one', 'two']) await handler.handle({ outboundId: await remind(title) });
      const ids = [await remind('three'), await remind('four'), await remind('five')];
      for (const outboundId of ids)
        await expect(handler.handle({ outboundId })).rejects.toBeInstanceOf(DelayJobError);
      expect(await bodies()).toEqual(['Reminder: one', `Reminder: two${note('24 hours')}`]);

      await services.testDatabase.query(
        `UPDATE recipient_limit SET day_log = ARRAY[now() - interval '25 hours', now() - interval '10 hours'],
          debt_until = now(), burst_since = now()`,
      );
      await whatsapp.forget();
      await handler.handle({ outboundId: ids[0]! });

      expect(await bodies()).toEqual([
        `Reminder: three\n\nReminder: four\n\nReminder: five${note('14 hours')}`,
      ]);
      expect(await services.database.outboundMessage.count({ where: { status: 'queued' } })).toBe(0);
      // It is known of each that it left.
      const { id: contactId } = await services.database.contact.findFirstOrThrow();
      const day = { from: new Date(Date.now() - 86_400_000), until: new Date(Date.now() + 1_000) };
      const rang = await new RungHistoryStore(services.sealer).list(services.database, contactId, day);
      expect(rang.map(({ title, delivery }) => [title, delivery.state])).toEqual(
        ['one', 'two', 'three', 'four', 'five'].map((title) => [title, 'sent']),
      );
      const about = await new FocusStore().lastOf(services.database, contactId);
      expect(about).toHaveLength(3);
    });

    it('takes along what came up before, whichever is taken first', async () => {
      const handler = handlerWith({ notificationsPerPersonAndDay: 1 });
      const ids = [await remind('one'), await remind('two'), await remind('three')];

      await handler.handle({ outboundId: ids[1]! });

      expect(await bodies()).toEqual([
        `Reminder: one\n\nReminder: two\n\nReminder: three${note('24 hours')}`,
      ]);
      expect(await services.database.outboundMessage.count()).toBe(1);
    });

    it('keeps what it holds back until hours after its turn', async () => {
      const handler = handlerWith({ notificationsPerPersonAndDay: 1 });
      const [one, two] = [await remind('one'), await remind('two')];
      const expiresAt = new Date(Date.now() + 60_000);
      await services.database.outboundMessage.updateMany({ data: { expiresAt } });
      await services.testDatabase.query(
        "UPDATE outbound_message SET not_before = now() + interval '1 minute' WHERE id = $1",
        [two],
      );
      await handler.handle({ outboundId: one });

      await expect(handler.handle({ outboundId: two })).rejects.toBeInstanceOf(DelayJobError);

      const { expiresAt: end } = await services.database.outboundMessage.findUniqueOrThrow({
        where: { id: two },
      });
      expect((end!.getTime() - Date.now()) / 3_600_000).toBeCloseTo(36, 0);
    });

    it('lets what is out of date by then not come along', async () => {
      const handler = handlerWith({ notificationsPerPersonAndDay: 1 });
      await handler.handle({ outboundId: await remind('one') });
      const [two, three] = [await remind('two'), await remind('three')];
      await services.database.outboundMessage.update({
        where: { id: three },
        data: { expiresAt: new Date(Date.now() - 1_000) },
      });
      await services.testDatabase.query(
        "UPDATE recipient_limit SET day_log = ARRAY[now() - interval '25 hours'], debt_until = now(), burst_since = now()",
      );
      await whatsapp.forget();

      await handler.handle({ outboundId: two });

      expect(await bodies()).toEqual([`Reminder: two${note('24 hours')}`]);
    });
  });

  it('of one person is not used up by what WhatsApp refused', async () => {
    const handler = handlerWith({ perPersonAndHour: 2 });
    await whatsapp.client.setFaults({ sends: { code: 131_026, times: 3 } });
    for (const body of ['One', 'Two', 'Three']) {
      const outboundId = await write(body);
      const error = (await handler.handle({ outboundId }).catch((reason: unknown) => reason)) as Error;
      await handler.onExhausted({ outboundId }, error);
    }
    await whatsapp.forget();

    await handler.handle({ outboundId: await write('Four') });

    expect(await whatsapp.requests()).toMatchObject([{ text: { body: 'Four' } }]);
  });

  it('of the number makes the whole queue wait, for five seconds at most', async () => {
    const handler = handlerWith({ perMinute: 1 });
    await handler.handle({ outboundId: await write('One') });

    const wait = await handler
      .handle({ outboundId: await write('Two', '16505559999') })
      .catch((error: unknown) => error);

    expect(wait).toBeInstanceOf(RateLimitedError);
    expect((wait as RateLimitedError).retryAfterMs).toBe(5_000);
    expect(await whatsapp.requests()).toHaveLength(1);
  });
});
