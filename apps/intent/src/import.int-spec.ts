import { DateTime } from 'luxon';

import { queueBackends } from '#testing';
import { type Action, understandOffline } from '#understanding';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;
const inDays = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T15:00:00+01:00`;
const event = (title: string, uid: string, days: number): Action => ({
  intent: 'create_event',
  confidence: 1,
  words: title,
  title,
  uid,
  when: { start: inDays(days), grain: 'minute' },
});

describe('a calendar file', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** As the media app hands on what it read. */
  const sendFile = (...actions: Action[]): Promise<string | null> =>
    intent.say('', {
      kind: 'document',
      text: undefined,
      media: { id: '1', mimeType: 'text/calendar' },
      mediaOutcome: { reading: { actions } },
    });
  const answered = () => intent.database.outboundMessage.findFirst({ orderBy: { createdAt: 'desc' } });
  const titles = async (): Promise<string[]> =>
    (
      await intent.database.event.findMany({ where: { cancelledAt: null }, orderBy: { startsAt: 'asc' } })
    ).map(({ titleSealed }) => intent.sealer.open(titleSealed));

  it('with several events is shown first, and added after a yes', async () => {
    const file = [event('Yoga', 'a', 3), event('Dinner', 'b', 4), event('Call', 'c', 5)];

    expect(await sendFile(...file)).toMatch(/^3 events: add all\?\n• Yoga, .*\n• Dinner, .*\n• Call, /);
    expect(await titles()).toEqual([]);
    expect(await intent.say('yes')).toBe('Added 3 events to your calendar.');
    expect(await titles()).toEqual(['Yoga', 'Dinner', 'Call']);

    await intent.say('undo');
    expect(await titles()).toEqual([]);
  });

  it('can be undone by a tap where anything in it was new', async () => {
    await sendFile(event('Yoga', 'a', 3), event('Dinner', 'b', 4));
    await intent.say('yes');
    expect((await answered())?.choicesSealed).not.toBeNull();

    await sendFile(event('Yoga', 'a', 3), event('Dinner', 'b', 4));
    await intent.say('yes');
    expect((await answered())?.choicesSealed).toBeNull();
  });

  it('that comes again doubles nothing, and brings what has changed or is new', async () => {
    await sendFile(event('Yoga', 'a', 3), event('Dinner', 'b', 4));
    await intent.say('yes');

    await sendFile(event('Yoga', 'a', 3), event('Late dinner', 'b', 5), event('Call', 'c', 6));
    expect(await intent.say('yes')).toMatch(
      /^Added 1 event to your calendar\.\n'Yoga' is in your calendar already: .*\nEvent 'Late dinner' scheduled for /,
    );
    expect(await titles()).toEqual(['Yoga', 'Late dinner', 'Call']);
  });

  it('that comes again takes along what announces its events', async () => {
    await sendFile(event('Yoga', 'a', 3), event('Dinner', 'b', 4));
    await intent.say('yes');
    await sendFile(event('Yoga', 'a', 3), event('Dinner', 'b', 9));
    await intent.say('yes');

    const pending = await intent.database.reminder.findMany({
      where: { firedAt: null, cancelledAt: null },
      include: { event: true },
    });
    expect(pending).toHaveLength(2);
    for (const { dueAt, event: announced } of pending)
      expect((announced?.startsAt.getTime() ?? 0) - dueAt.getTime()).toBe(15 * 60_000);
  });

  it('announces no whole day that it leaves out', async () => {
    const day = (days: number): string => inDays(days).slice(0, 10);
    const excluded = `${day(3).replaceAll('-', '')}T000000`;
    await sendFile({
      ...event('Bin day', 'a', 3),
      when: { start: `${day(3)}T00:00:00+01:00`, grain: 'day' },
      recurrence: { rule: `FREQ=WEEKLY\nEXDATE:${excluded}` },
    });
    await intent.say('yes');

    const [reminder] = await intent.database.reminder.findMany();
    expect(DateTime.fromJSDate(reminder!.dueAt, { zone: 'Europe/Berlin' }).toISODate()).toBe(day(9));
  });

  it('with one event is shown first, too, and a no leaves it', async () => {
    expect(await sendFile(event('Yoga', 'a', 3))).toMatch(/^Shall I put this in your calendar: Yoga, /);
    expect(await intent.say('no')).toBe('OK, I left it as it was.');
    expect(await titles()).toEqual([]);
  });

  it("of ours names events that are there, and nobody else's", async () => {
    await intent.say('dentist next tuesday at 3pm');
    const [{ id } = { id: '' }] = await intent.database.event.findMany();
    const [action] = understandOffline({
      text: 'dentist next tuesday at 3pm',
      reference: new Date(),
      timezone: 'Europe/Berlin',
    }).actions;

    await sendFile({ ...action, uid: `${id}@handsfree` });
    expect(await intent.say('yes')).toMatch(/^'dentist' is in your calendar already: /);
    expect(await titles()).toEqual(['dentist']);
  });

  it('leaves out what is over, without asking about it', async () => {
    await sendFile(event('Old', 'a', -30), event('Yoga', 'b', 3));

    expect(await intent.say('yes')).toMatch(
      /^Added 1 event to your calendar\.\nI left out Old: .* is over\.$/,
    );
    expect(await intent.say('tomorrow')).not.toMatch(/scheduled/);
  });
});
