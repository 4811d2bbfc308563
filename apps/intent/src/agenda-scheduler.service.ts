import { Injectable, Logger } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  Database,
  type DueReminder,
  DueReminderStore,
  type NewOutbound,
  OutboundStore,
  ReminderStore,
  TemplateStore,
  type Transaction,
} from '#data';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';
import { inLanguage, replies } from '#replies';
import type { When } from '#understanding';
import { nextRing } from '#understanding/recurrence';
import { languageWishes, type LanguageWish, neededTemplateNames, reminderTemplate } from '#whatsapp';

import { AgendaActions } from './agenda.actions.ts';

const batch = 50;
const mostBatches = 40;
/** After an outage, an agenda is still of use for so long, on its own day. */
const usefulForMs = 4 * 3_600_000;
/** When the clock is put back. */
const longestDayMs = 25 * 3_600_000;
const logger = new Logger('agenda');

/**
 * Sends people what their day or week holds, at the hour that they chose. Each is a reminder that rings by composing it, marked as fired in the
 * transaction that writes the message, so that it comes once over all replicas. A day without anything is passed over in silence.
 */
@Injectable()
export class AgendaScheduler {
  constructor(
    private readonly database: Database,
    private readonly reminders: DueReminderStore,
    private readonly known: ReminderStore,
    private readonly agenda: AgendaActions,
    private readonly outbound: OutboundStore,
    private readonly templates: TemplateStore,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
  ) {}

  async sendDue(): Promise<void> {
    for (let done = 0; done < mostBatches; done++) {
      if ((await this.#sendBatch()) < batch) break;
    }
  }

  async #sendBatch(): Promise<number> {
    const { count, ids } = await this.database.transaction(async (tx) => {
      const due = await this.reminders.take(tx, batch, ['agenda', 'preview']);
      if (due.length === 0) return { count: 0, ids: [] };
      await this.reminders.addNext(
        tx,
        due.flatMap((one) => {
          const next = one.isAnew ? undefined : nextTimeOf(one);
          return next ? [{ id: one.id, dueAt: next }] : [];
        }),
      );
      const wishFor = languageWishes(await this.templates.approved(neededTemplateNames, tx));
      const compose = (one: DueReminder): Promise<NewOutbound | undefined> =>
        inLanguage(one.language, () => this.#composeOrSkip(tx, one, wishFor(one.language)));
      // One of yesterday must not stand in the way of today's.
      const timely = due.filter((one) => !isLate(one));
      const messages = await Promise.all((await this.#ofToday(tx, timely)).map(compose));
      const written = messages.filter((message) => message !== undefined);
      return { count: due.length, ids: await this.outbound.writeAll(tx, written) };
    });
    await this.queue.enqueue(...ids.map((outboundId) => ({ outboundId, purpose: 'reminder' as const })));
    return count;
  }

  /** Those whose person has had none on that day: the hour may have been moved, and moved back. */
  async #ofToday(tx: Transaction, due: DueReminder[]): Promise<DueReminder[]> {
    if (due.length === 0) return [];
    const contactIds = due.map(({ contactId }) => contactId);
    const earliest = Math.min(...due.map(({ firedAt }) => firedAt.getTime()));
    await this.known.holdAgendas(tx, contactIds);
    const came = await this.known.lastAgendas(tx, contactIds, new Date(earliest - longestDayMs));
    const isOf = (one: DueReminder, { contactId, kind }: Pick<DueReminder, 'contactId' | 'kind'>): boolean =>
      one.contactId === contactId && one.kind === kind;
    return due.filter(
      (one, at) =>
        due.findIndex((other) => isOf(other, one)) === at &&
        !came.some((last) => isOf(one, last) && isSameDay(last.at, one.firedAt, one.series?.timezone)),
    );
  }

  /** Other people's agendas must not wait for one that cannot be told. */
  async #composeOrSkip(
    tx: Transaction,
    due: DueReminder,
    wish: LanguageWish,
  ): Promise<NewOutbound | undefined> {
    try {
      return await this.#compose(tx, due, wish);
    } catch (error) {
      // What the database failed at has ended the transaction, for all of them.
      await tx.$queryRaw`SELECT 1`.catch(() => {
        throw error;
      });
      // Without the error's message, which may hold anything.
      const reason = error instanceof Error ? error.name : 'unknown';
      logger.error({ message: 'cannot be told', reminder: due.id, reason });
      return undefined;
    }
  }

  /** @returns undefined when there is nothing to tell, or the person said "stop" */
  async #compose(tx: Transaction, due: DueReminder, wish: LanguageWish): Promise<NewOutbound | undefined> {
    const { id: reminderId, contactId, kind, firedAt: now, series, isStopped } = due;
    if (isStopped) return undefined;
    const timezone = series?.timezone ?? 'UTC';
    const local = DateTime.fromJSDate(now, { zone: timezone });
    const when = kind === 'preview' ? weekAfter(local) : dayOf(local);
    const told = await this.agenda.look(tx, { contactId, now, timezone, certain: true }, when);
    if (!told) return undefined;
    const named = kind === 'preview' ? replies.previewIsThere() : replies.agendaIsThere();
    return {
      contactId,
      reminderId,
      purpose: 'reminder',
      ...told,
      fallback: reminderTemplate(named, wish),
      expiresAt: local.endOf('day').toJSDate(),
    };
  }
}

const isSameDay = (one: Date, other: Date, zone = 'UTC'): boolean =>
  DateTime.fromJSDate(one, { zone }).hasSame(DateTime.fromJSDate(other, { zone }), 'day');

/** On its own day, one that the person took back and wants again is late at no hour. */
const isLate = ({ dueAt, firedAt, series, isAnew }: DueReminder): boolean =>
  (!isAnew && firedAt.getTime() - dueAt.getTime() > usefulForMs) ||
  !isSameDay(dueAt, firedAt, series?.timezone);

function nextTimeOf({ id, series, dueAt, firedAt }: DueReminder): Date | undefined {
  try {
    return series && nextRing(series, new Date(Math.max(dueAt.getTime(), firedAt.getTime())));
  } catch (error) {
    logger.error({ message: 'repeats no more', reminder: id, reason: String(error) });
    return undefined;
  }
}

const dayOf = (now: DateTime): When => ({ start: now.startOf('day').toISO() ?? '', grain: 'day' });

/** The seven days from tomorrow on. */
function weekAfter(now: DateTime): When {
  const start = now.startOf('day').plus({ days: 1 });
  return { start: start.toISO() ?? '', end: start.plus({ days: 7 }).toISO() ?? '', grain: 'day' };
}
