// Whether three notifiers together keep a limit, and use it.
import { setTimeout } from 'node:timers/promises';

import { v7 as newId } from 'uuid';

import { Database } from '#data';
import { loadConfig, Sealer, sealingSettings } from '#platform';

import { phoneOf } from './webhooks.mjs';

const replicas = 3;
const rowsAtOnce = 2_000;
const firstPerson = 2_000_000;

/**
 * @returns for each case: sends per second on average and the most in any window, as the database reserved them and as the Graph API saw
 * them; of reminders, by how many seconds a later one went ahead of one that was due before it
 */
export async function measureLimits({ targets, graph, plan, say }) {
  const results = [];
  for (const backend of ['Redis', 'PostgreSQL']) {
    for (const { setting, limit, seenLimit, time, windowMs, seconds, backlog, fill } of plan.limits) {
      const name = `${limit} a ${time}`;
      say(`limits, ${name}, ${backend}`);
      const settings = { ...(await targets.settings(backend)), [setting]: String(limit) };
      const database = new Database(settings.DATABASE_URL);
      await fillings[fill](database, settings, backlog);
      const apps = [];
      for (let at = 0; at < replicas; at++) apps.push(await targets.app('notifier', settings));
      await graph.ask({ what: 'forget' });
      await setTimeout(seconds * 1_000);
      await Promise.all(apps.map(({ stop }) => stop()));
      const reserved = await reservations(database);
      const aheadSeconds = await aheadOfOlder(database);
      const seen = Object.values(await graph.ask({ what: 'take' })).toSorted((a, b) => a - b);
      await database.$disconnect();
      const lasted = (reserved.at(-1) - reserved[0]) / windowMs;
      results.push({
        name: `${name}, ${backlog} ${contents[fill]}, ${backend}`,
        limit,
        seenLimit,
        fill,
        average: (reserved.length - 1) / lasted,
        mostReserved: mostWithin(windowMs, reserved),
        mostSeen: mostWithin(windowMs, seen),
        aheadSeconds,
      });
    }
  }
  return results;
}

const contents = { outbox: 'waiting', reminders: 'reminders of one minute' };
const fillings = { outbox: fillOutbox, reminders: fillReminders };

/** Messages to different people, which the relay puts on the queue. */
async function fillOutbox(database, settings, count) {
  for await (const { contacts, sealed } of people(database, settings, count)) {
    await database.outboundMessage.createMany({
      data: contacts.map(({ id }) => ({ contactId: id, bodySealed: sealed, relayAfter: new Date() })),
    });
  }
}

/** Reminders of different people, all due within the minute before. */
async function fillReminders(database, settings, count) {
  const now = Date.now();
  for await (const { contacts, sealed } of people(database, settings, count)) {
    await database.reminder.createMany({
      data: contacts.map(({ id }) => ({
        contactId: id,
        titleSealed: sealed,
        dueAt: new Date(now - Math.random() * 60_000),
        timezone: 'Europe/Berlin',
      })),
    });
  }
}

/** Writes people who have just written, some at a time. */
async function* people(database, settings, count) {
  const sealer = new Sealer(loadConfig(sealingSettings, settings));
  const sealed = sealer.seal('Hello!');
  for (let from = 0; from < count; from += rowsAtOnce) {
    const contacts = Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, at) => {
      const phone = phoneOf(firstPerson + from + at);
      return {
        id: newId(),
        phoneBlindIndex: sealer.blindIndex('phone', phone),
        phoneSealed: sealer.seal(phone),
        welcomedAt: new Date(),
      };
    });
    await database.contact.createMany({ data: contacts });
    // Text reaches only who has written.
    await database.inboundMessage.createMany({
      data: contacts.map(({ id }) => ({
        contactId: id,
        wamidBlindIndex: id,
        wamidSealed: sealed,
        kind: 'text',
        outcome: 'noted',
        sentAt: new Date(),
        handledAt: new Date(),
      })),
    });
    yield { contacts, sealed };
  }
}

/** @returns when sends were reserved, in milliseconds, in order */
async function reservations(database) {
  const rows = await database.$queryRaw`
    SELECT extract(epoch FROM sending_since)::float8 * 1000 AS at FROM outbound_message WHERE sending_since IS NOT NULL ORDER BY 1`;
  return rows.map(({ at }) => at);
}

/** @returns NaN without reminders */
async function aheadOfOlder(database) {
  const [row] = await database.$queryRaw`
    SELECT extract(epoch FROM max(latest - due_at))::float8 AS seconds FROM (
      SELECT r.due_at, max(CASE WHEN o.sending_since IS NOT NULL THEN r.due_at END) OVER (ORDER BY o.sending_since) AS latest
      FROM reminder r LEFT JOIN outbound_message o ON o.reminder_id = r.id
    ) AS sent`;
  return row.seconds ?? NaN;
}

function mostWithin(windowMs, times) {
  let most = 0;
  for (let from = 0, to = 0; from < times.length; from++) {
    while (to < times.length && times[to] < times[from] + windowMs) to++;
    most = Math.max(most, to - from);
  }
  return most;
}
