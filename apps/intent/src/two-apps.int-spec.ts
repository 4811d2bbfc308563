import type { INestApplication } from '@nestjs/common';

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
    ];

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
});
