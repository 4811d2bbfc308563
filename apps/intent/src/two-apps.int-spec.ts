import type { INestApplication } from '@nestjs/common';
import fc from 'fast-check';

import type { InboundPayload } from '#queues';
import { queueBackends } from '#testing';

import { IntentApp, startApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('what one person wants of two apps at once', () => {
  let intent: IntentApp;
  let other: INestApplication;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
    other = await startApp(backend, intent.testDatabase.url);
  });
  afterAll(async () => {
    await other.close();
    await intent.close();
  });

  it('is done once each, in the order in which it was sent', async () => {
    const hours = [9, 10, 11, 12, 13, 14, 15, 16];
    const names = ['Ann', 'Bob', 'Carl', 'Dora', 'Emil', 'Fay', 'Gus', 'Hal'];
    const nameAt = (hour: number): string => names[hours.indexOf(hour)] ?? '';
    const at = (hour: number): string => (hour > 12 ? `${hour - 12}pm` : hour === 12 ? 'noon' : `${hour}am`);
    const messages = [
      ...hours.flatMap((hour) =>
        [1, 2].map(() => intent.message(`meeting with ${nameAt(hour)} tomorrow at ${at(hour)}`)),
      ),
      ...hours.map((hour) => intent.message(`remember that my locker is ${hour}`)),
      ...hours.map((hour) => intent.message(`remind me to call ${nameAt(hour)} tomorrow at ${at(hour)}`)),
      intent.message('undo'),
      intent.message('undo'),
    ].map((message, index, all) => ({ ...message, after: all[index - 1]?.messageKey }));

    // Each is delivered twice, too.
    await intent.enqueue(...messages.toReversed());
    await intent.send(...messages);

    const pending = { firedAt: null, cancelledAt: null };
    expect(await intent.database.event.count()).toBe(hours.length);
    expect(await intent.database.reminder.count({ where: { ...pending, kind: 'event' } })).toBe(hours.length);
    const notes = await intent.database.note.findMany();
    expect(notes.map(({ noteSealed }) => intent.sealer.open(noteSealed))).toEqual([
      expect.stringContaining('my locker is 16'),
    ]);
    const reminders = await intent.database.reminder.findMany({
      where: { ...pending, kind: 'reminder' },
      orderBy: { createdAt: 'asc' },
    });
    expect(reminders.map(({ titleSealed }) => intent.sealer.open(titleSealed))).toEqual(
      names.slice(0, -2).map((name) => `call ${name}`),
    );
  });

  /** What a person has, in words and times, without what no two people share. */
  async function everythingOf(phone: string): Promise<unknown> {
    const of = async (table: string, columns: string): Promise<unknown[]> => {
      const rows = await intent.testDatabase.query(
        `SELECT t.${columns.replaceAll(', ', ', t.')} FROM ${table} t JOIN contact c ON c.id = t.contact_id
          WHERE c.phone_blind_index = $1`,
        [intent.sealer.blindIndex('phone', phone)],
      );
      const opened = rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            name.endsWith('_sealed') && typeof value === 'string' ? intent.sealer.open(value) : value,
          ]),
        ),
      );
      return opened.map((row) => JSON.stringify(row)).toSorted();
    };
    return {
      events: await of('event', 'title_sealed, starts_at, ends_at, rule, is_all_day'),
      tasks: await of('task', 'title_sealed, list_key, number, done_number, due_at'),
      reminders: (await of('reminder', 'kind, title_sealed, due_at, rule, cancelled_at')).map((row) =>
        String(row).replace(/"cancelled_at":"[^"]*"/, '"cancelled_at":true'),
      ),
      notes: await of('note', 'kind, note_sealed'),
    };
  }

  const command = fc.constantFrom(
    'add milk to my list',
    'add milk, bread and eggs to my list',
    'add 2 nails to the hardware list',
    'done with the milk',
    'remove the bread from my list',
    "what's on my list",
    'the last one is done',
    'dentist tomorrow at 3pm',
    'move the dentist to 5',
    'cancel the dentist',
    'yoga every day at 6pm',
    'skip the next yoga',
    'remind me to call mom tomorrow at 5pm',
    'move it to 6pm',
    'cancel the mom reminder',
    'remember that my locker is 42',
    'remember that my locker is 43',
    'undo',
  );

  it('comes to the same, and is answered in the same words, as one thing after another, whatever it is', async () => {
    let people = 4_915_113_000_000;
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 6, maxLength: 12 }).chain((words) =>
          fc.record({
            words: fc.constant(words),
            arrival: fc.shuffledSubarray([...words.keys(), ...words.keys()], { minLength: 2 * words.length }),
          }),
        ),
        async ({ words, arrival }) => {
          const [patient, hasty] = [String(people++), String(people++)];
          const from = intent.clock;
          // Each names the one before it, as ingress knew it.
          const said = (phone: string): InboundPayload[] => {
            const all: InboundPayload[] = [];
            for (const [at, text] of words.entries())
              all.push(
                intent.message(text, { from: { phone }, sentAt: from + at, after: all.at(-1)?.messageKey }),
              );
            return all;
          };
          const slow = [];
          for (const message of said(patient)) slow.push(...(await intent.send(message)));
          const messages = said(hasty);
          await intent.enqueue(...arrival.flatMap((at) => messages[at] ?? []));
          const fast = await intent.answersTo(...messages);

          expect(fast).toEqual(slow);
          expect(await everythingOf(hasty)).toEqual(await everythingOf(patient));
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  }, 600_000);
});
