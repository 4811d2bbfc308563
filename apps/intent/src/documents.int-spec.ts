import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('files', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** What was answered and what comes with it, oldest first. */
  async function sent() {
    const rows = await intent.database.outboundMessage.findMany({
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(({ bodySealed, choicesSealed, document }) => ({
      body: intent.sealer.open(bodySealed),
      choices:
        choicesSealed === null ? undefined : (JSON.parse(intent.sealer.open(choicesSealed)) as unknown),
      document,
    }));
  }
  const tap = (id: string): Promise<string | null> =>
    intent.say('Add to phone', {
      kind: 'interactive',
      detail: 'button_reply',
      raw: JSON.stringify({ interactive: { button_reply: { id, title: 'Add to phone' } } }),
    });

  it('of the calendar come with the answer', async () => {
    await intent.say('dentist next tuesday at 3pm');
    await intent.say('yoga every friday at 6pm');

    expect(await intent.say('send me my calendar')).toBe(
      'Here is your calendar with 2 events. Open the file to add it to any calendar app.',
    );
    expect((await sent()).at(-1)?.document).toEqual({ kind: 'calendar' });
  });

  it('are not made of an empty calendar', async () => {
    expect(await intent.say('send me my calendar')).toBe('Your calendar is empty.');
    expect((await sent())[0]?.document).toBeNull();
  });

  it('of a new event come at a tap, as long as it is there', async () => {
    await intent.say('dentist next tuesday at 3pm');
    const [event] = await intent.database.event.findMany();
    const [{ choices } = {}] = await sent();
    expect(choices).toEqual({ buttons: [{ id: `phone-${event?.id}`, title: 'Add to phone' }] });

    expect(await tap(`phone-${event?.id}`)).toMatch(/^Here is 'dentist'\. /);
    expect((await sent()).at(-1)?.document).toEqual({ kind: 'calendar', eventIds: [event?.id] });

    await intent.say('cancel the dentist');
    expect(await tap(`phone-${event?.id}`)).toBe('That is not in your calendar any more.');
  });

  it("are nobody else's", async () => {
    await intent.say('dentist next tuesday at 3pm', { from: { phone: '4915112345679' } });
    const [event] = await intent.database.event.findMany();

    expect(await tap(`phone-${event?.id}`)).toBe('That is not in your calendar any more.');
  });

  it('of all data come as two messages, after each other', async () => {
    await intent.say('dentist next tuesday at 3pm');
    await intent.say('export my data');

    const rows = await intent.database.outboundMessage.findMany({
      orderBy: { part: 'asc' },
      where: { answerId: { not: null } },
    });
    expect(rows.map(({ answerId, part }) => [answerId, part])).toEqual(
      [0, 1].map((part) => [rows[0]?.id, part]),
    );
    expect((await sent()).slice(1)).toEqual([
      expect.objectContaining({
        body: expect.stringMatching(/^Here is everything that I keep about you: /),
        document: { kind: 'data' },
      }),
      expect.objectContaining({
        body: 'And this is your calendar, for any calendar app.',
        document: { kind: 'calendar' },
      }),
    ]);
  });

  it('have their words in the language of the person', async () => {
    await intent.say('dentist next tuesday at 3pm');
    await intent.say('speak german');
    await intent.say('export my data');

    expect((await sent()).slice(2).map(({ body }) => body)).toEqual([
      expect.stringMatching(/^Hier ist alles/),
      'Und das ist dein Kalender, für jede Kalender-App.',
    ]);
  });

  it('stand above the buttons of an answer, in one message with them', async () => {
    await intent.say('dentist next tuesday at 3pm');
    await intent.say('send me my calendar and cancel the dentist');

    const [, ...answer] = await sent();
    expect(answer).toEqual([
      {
        body: expect.stringContaining('Here is your calendar'),
        choices: { buttons: [expect.objectContaining({ id: expect.stringMatching(/^undo-/) })] },
        document: { kind: 'calendar' },
      },
    ]);
  });
});
