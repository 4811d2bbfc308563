import { Logger } from '@nestjs/common';

import { type NewOutbound, NoteStore } from '#data';
import { DelayJobError, PermanentJobError } from '#queues';
import { sampleFiles, SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';

const calendar = { kind: 'calendar' } as const;

describe('a message that brings a file', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let handler: OutboundHandler;
  let contactId: string;
  let people = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    handler = handlerOf(whatsapp.url);
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    contactId = await services.person({ phone: `1650556${String(++people).padStart(4, '0')}`, name: 'Ana' });
  });
  afterEach(() => services.empty());

  const handlerOf = (apiBaseUrl: string): OutboundHandler =>
    services.handlerWith({ ...whatsapp.settings, apiBaseUrl });
  const add = (title: string): Promise<string> =>
    services.database.transaction((tx) =>
      services.events.add(tx, contactId, {
        title,
        startsAt: new Date('2026-12-10T17:00:00Z'),
        isAllDay: false,
        timezone: 'Europe/Berlin',
      }),
    );
  const write = (message: Omit<NewOutbound & { body: string }, 'contactId' | 'template'>): Promise<string> =>
    services.database.transaction((tx) => services.outbound.write(tx, { contactId, ...message }));
  const rowOf = (id: string) => services.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  /** What the person opens. */
  async function file(): Promise<string> {
    const [request] = await whatsapp.requests();
    const { id } = (request as { document?: { id: string } } | undefined)?.document ?? { id: '' };
    return (await fetch(`${whatsapp.url}/_phone/files/${id}`)).text();
  }

  it('has it above its buttons, in one message', async () => {
    await add('Yoga');
    const choices = JSON.stringify({ buttons: [{ id: 'undo-1', title: 'Undo' }] });
    const outboundId = await write({ body: 'Here is your calendar.', document: calendar, choices });

    await handler.handle({ outboundId });

    expect(await whatsapp.requests()).toMatchObject([
      {
        interactive: {
          type: 'button',
          header: { type: 'document', document: { id: expect.any(String), filename: 'calendar.ics' } },
          body: { text: 'Here is your calendar.' },
          action: { buttons: [{ reply: { id: 'undo-1' } }] },
        },
      },
    ]);
  });

  it('has it uploaded, with its words as the caption', async () => {
    await add('Yoga');
    const outboundId = await write({ body: 'Here is your calendar.', document: calendar });

    await handler.handle({ outboundId });

    expect(await whatsapp.requests()).toEqual([
      expect.objectContaining({
        type: 'document',
        document: { id: expect.any(String), filename: 'calendar.ics', caption: 'Here is your calendar.' },
        biz_opaque_callback_data: outboundId,
      }),
    ]);
    expect(await file()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*SUMMARY:Yoga\r\n/);
    expect(await rowOf(outboundId)).toMatchObject({ status: 'accepted', sendAttempts: 1 });
  });

  it('has only the events that were asked for, as they are when it is sent', async () => {
    const [one, other] = [await add('Yoga'), await add('Dinner')];
    const outboundId = await write({ body: 'Here!', document: { ...calendar, eventIds: [one] } });
    await services.database.transaction((tx) =>
      services.events.change(tx, contactId, one, { title: 'Pilates' }),
    );

    await handler.handle({ outboundId });

    const text = await file();
    expect(text).toContain('SUMMARY:Pilates');
    expect(text).not.toContain(other);
  });

  it('has everything of its person, and of nobody else', async () => {
    const stranger = await services.person({ phone: '16505570000' });
    await services.database.transaction((tx) =>
      services.outbound.write(tx, { contactId: stranger, body: 'Not for Ana' }),
    );
    await add('Yoga');
    const outboundId = await write({ body: 'Everything.', document: { kind: 'data' } });

    await handler.handle({ outboundId });

    const text = await file();
    expect(JSON.parse(text)).toMatchObject({
      person: { name: 'Ana', phone: expect.stringContaining('1650556') },
      events: [{ title: 'Yoga', startsAt: '2026-12-10T17:00:00.000Z' }],
      messages: expect.arrayContaining([expect.objectContaining({ from: 'handsfree', text: 'Everything.' })]),
    });
    expect(text).not.toContain('Not for Ana');
  });

  it('shows the picture of a note, with its words as the caption', async () => {
    const { database, pictures, sealer } = services;
    const pictureId = await database.transaction(async (tx) => {
      const id = await pictures.add(tx, contactId, { id: 'media' });
      await new NoteStore(sealer, pictures).add(tx, contactId, { kind: 'fact', pictureId: id });
      return id;
    });
    await pictures.keep(pictureId, sampleFiles.png, 'image/png');
    const outboundId = await write({
      body: 'Here is your picture: my locker',
      document: { kind: 'picture', pictureId },
    });

    await handler.handle({ outboundId });

    const [request] = (await whatsapp.requests()) as unknown as { type: string; image: { id: string } }[];
    expect(request).toMatchObject({
      type: 'image',
      image: { id: expect.any(String), caption: 'Here is your picture: my locker' },
    });
    const shown = await fetch(`${whatsapp.url}/_phone/files/${request?.image.id}`);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(sampleFiles.png);
  });

  it('is sent once the file can be uploaded, and before what was answered later', async () => {
    await add('Yoga');
    const outboundId = await write({ body: 'Here!', document: calendar });
    const later = await write({ body: 'Later' });
    const nowhere = handlerOf('http://127.0.0.1:1');

    await expect(nowhere.handle({ outboundId })).rejects.toThrow(DelayJobError);
    await expect(handler.handle({ outboundId: later })).rejects.toThrow(DelayJobError);
    expect(await rowOf(outboundId)).toMatchObject({ status: 'queued', sendAttempts: 0, mediaId: null });
    await handler.handle({ outboundId });
    await handler.handle({ outboundId: later });

    expect((await whatsapp.requests()).map(({ type }) => type)).toEqual(['document', 'text']);
  });

  it('is uploaded once, however often its message is sent', async () => {
    await add('Yoga');
    const outboundId = await write({ body: 'Here!', document: calendar });
    await whatsapp.client.setFaults({ sends: { status: 500, code: 131_016, times: 1 } });

    await expect(handler.handle({ outboundId })).rejects.toThrow(DelayJobError);
    const { mediaId } = await rowOf(outboundId);
    await services.database.outboundMessage.update({ where: { id: outboundId }, data: { notBefore: null } });
    await services.testDatabase.query('UPDATE number_limit SET opened_at = NULL, slowed_until = NULL');
    await handler.handle({ outboundId });

    expect((await whatsapp.client.books()).sends).toMatchObject([{ request: { document: { id: mediaId } } }]);
  });

  it('fails for good when nothing is left to put into the file', async () => {
    const id = await add('Yoga');
    const outboundId = await write({ body: 'Here!', document: calendar });
    await services.database.transaction((tx) => services.events.cancel(tx, contactId, [id]));

    await expect(handler.handle({ outboundId })).rejects.toThrow(PermanentJobError);
    expect(await whatsapp.requests()).toEqual([]);
  });
});
