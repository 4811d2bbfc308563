import { Injectable } from '@nestjs/common';

import { otherSpelling, Sealer } from '#platform';

import { recordActs } from './audit-entry.ts';
import { Database } from './database.ts';
import { openHabits } from './habits.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/** Everything of one person, as JSON takes it: times in ISO 8601, what is absent left out, what cannot be read any more null. */
export type OwnData = Record<string, unknown>;

/** So many messages are read at a time. */
const page = 1_000;

/** What a person gets who asks for all their data. */
@Injectable()
export class OwnDataStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** @param phone digits only, in either of its spellings. @returns the id of whoever has it now */
  async idOf(phone: string): Promise<string | null> {
    const spellings = [phone, otherSpelling(phone)].flatMap((one) => one ?? []);
    const found = await this.database.contact.findFirst({
      where: { phoneBlindIndex: { in: spellings.map((one) => this.sealer.blindIndex('phone', one)) } },
      select: { id: true },
    });
    return found?.id ?? null;
  }

  /** As `of`, for somebody on call. @param actor a user of the operating system */
  async exportFor(actor: string, contactId: string): Promise<OwnData | null> {
    await this.database.transaction((tx) =>
      recordActs(tx, [{ act: 'export', actor, subjectId: contactId, detail: {} }]),
    );
    return this.of(contactId);
  }

  /** @returns null when there is nobody of that id (any more) */
  async of(contactId: string): Promise<OwnData | null> {
    const person = await this.database.contact.findUnique({ where: { id: contactId } });
    if (!person) return null;
    const mine = { where: { contactId }, orderBy: { createdAt: 'asc' as const } };
    const [events, tasks, reminders, notes] = await Promise.all([
      this.database.event.findMany(mine),
      this.database.task.findMany(mine),
      this.database.reminder.findMany(mine),
      this.database.note.findMany(mine),
    ]);
    // What was removed for its age is absent, too.
    const open = (table: string, id: string, sealed: string | null): string | null | undefined =>
      sealed === null || sealed === ''
        ? undefined
        : (unlessUnreadable(() => this.sealer.open(sealed), { table, id }) ?? null);
    return {
      madeAt: new Date(),
      person: {
        name: open('contact', person.id, person.nameSealed),
        phone: open('contact', person.id, person.phoneSealed),
        userId: open('contact', person.id, person.bsuidSealed),
        knownSince: person.createdAt,
      },
      settings: {
        timezone: person.timezone ?? undefined,
        away:
          person.awayUntil === null
            ? undefined
            : { until: person.awayUntil, homeTimezone: person.homeTimezone ?? undefined },
        language: person.language ?? undefined,
        habits: openHabits(this.sealer, person.habitsSealed, person.id),
        stoppedAt: person.stoppedAt ?? undefined,
        marketingStoppedAt: person.marketingStoppedAt ?? undefined,
      },
      events: events.map((row) => ({
        title: open('event', row.id, row.titleSealed),
        place: open('event', row.id, row.placeSealed),
        startsAt: row.startsAt,
        endsAt: row.endsAt ?? undefined,
        isAllDay: row.isAllDay,
        repeats: row.rule ?? undefined,
        timezone: row.timezone,
        createdAt: row.createdAt,
        cancelledAt: row.cancelledAt ?? undefined,
      })),
      tasks: tasks.map((row) => ({
        list: open('task', row.id, row.listSealed),
        number: row.number ?? row.doneNumber ?? undefined,
        title: open('task', row.id, row.titleSealed),
        dueAt: row.dueAt ?? undefined,
        dueZone: row.dueZone ?? undefined,
        createdAt: row.createdAt,
        completedAt: row.completedAt ?? undefined,
      })),
      reminders: reminders.map((row) => ({
        kind: row.kind,
        title: open('reminder', row.id, row.titleSealed),
        dueAt: row.dueAt,
        repeats: row.rule ?? undefined,
        minutesBefore: row.leadMinutes ?? undefined,
        createdAt: row.createdAt,
        rangAt: row.firedAt ?? undefined,
        doneAt: row.doneAt ?? undefined,
        cancelledAt: row.cancelledAt ?? undefined,
      })),
      notes: notes.map((row) => ({
        kind: row.kind,
        ...jsonOf(open('note', row.id, row.noteSealed)),
        hasPicture: row.pictureId === null ? undefined : true,
        createdAt: row.createdAt,
      })),
      messages: await this.#messages(contactId, open),
    };
  }

  /** Both directions, oldest first. */
  async #messages(
    contactId: string,
    open: (table: string, id: string, sealed: string | null) => string | null | undefined,
  ): Promise<unknown[]> {
    const said = await inPages((after) =>
      this.database.inboundMessage.findMany({
        where: { contactId, ...(after && { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: page,
        select: {
          id: true,
          kind: true,
          sentAt: true,
          bodySealed: true,
          rawSealed: true,
          readingSealed: true,
        },
      }),
    );
    const answered = await inPages((after) =>
      this.database.outboundMessage.findMany({
        where: { contactId, ...(after && { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: page,
        select: { id: true, createdAt: true, bodySealed: true, templateName: true, status: true },
      }),
    );
    const all = [
      ...said.map((row) => ({
        at: row.sentAt,
        from: 'you',
        kind: row.kind,
        text: open('inbound_message', row.id, row.bodySealed),
        content: jsonOf(open('inbound_message', row.id, row.rawSealed)),
        read: jsonOf(open('inbound_message', row.id, row.readingSealed)),
      })),
      ...answered.map((row) => ({
        at: row.createdAt,
        from: 'handsfree',
        kind: row.templateName === null ? 'text' : 'template',
        text: open('outbound_message', row.id, row.bodySealed),
        status: row.status,
      })),
    ];
    return all.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  }
}

async function inPages<Row extends { id: string }>(read: (after?: string) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const more = await read(rows.at(-1)?.id);
    rows.push(...more);
    if (more.length < page) return rows;
  }
}

/** Sealed JSON, as it is. */
function jsonOf(text: string | null | undefined): object | undefined {
  const value: unknown = text ? JSON.parse(text) : undefined;
  return typeof value === 'object' && value !== null ? value : undefined;
}
