import {
  ContactStore,
  DocumentStore,
  DueReminderStore,
  Database,
  EarlyStatusStore,
  EventStore,
  type Identity,
  MarketingStore,
  NotePictureStore,
  NumberStore,
  OutboundStatusStore,
  OutboundStore,
  OwnCalendarStore,
  OwnDataStore,
  ParkedStore,
  RecipientLimitStore,
  type SendLimits,
  SendingStore,
  StatusPathStore,
  TemplateStore,
  usualPatienceMs,
} from '#data';
import type { OutboundPayload, QueueProducer } from '#queues';
import {
  createTestDatabase,
  letWrite,
  manySends,
  testAccount,
  type TestDatabase,
  testSealer,
} from '#testing';
import { GraphClient, type GraphConfig } from '#whatsapp';

import { BusinessNumber } from '../src/business-number.ts';
import { Documents } from '../src/documents.service.ts';
import { EarlyStatuses } from '../src/early-statuses.service.ts';
import { OutboundHandler } from '../src/outbound.handler.ts';
import { Parking } from '../src/parking.service.ts';
import { QuietHours } from '../src/quiet-hours.service.ts';
import { quietUntil } from '../src/quiet-until.ts';
import { SendFailures } from '../src/send-failures.service.ts';
import { SendingRules } from '../src/sending-rules.service.ts';
import type { StatusBacklog } from '../src/status-backlog.service.ts';
import { StatusHandler } from '../src/status.handler.ts';
import { StatusReports } from '../src/status-reports.service.ts';

const patience = { patienceMs: usualPatienceMs, sinceOutageMs: Infinity };
/** A busy machine may be slow, or stand still, for longer than a message may that must not come twice. */
const patientMs = 60_000;

class PatientHandler extends OutboundHandler {
  protected override readonly standstillMs = patientMs;
}

/** The notifier's services on a database of their own, without queues. */
export class NotifierServices {
  readonly sealer = testSealer();
  readonly database: Database;
  readonly contacts: ContactStore;
  readonly events = new EventStore(this.sealer);
  readonly pictures: NotePictureStore;
  readonly outbound: OutboundStore;
  readonly recipients: RecipientLimitStore;
  readonly sending: SendingStore;
  readonly numbers: NumberStore;
  readonly number = new BusinessNumber(testAccount.phoneNumberId, { fingerprint: () => 'the token' });
  readonly failures: SendFailures;
  readonly parked: ParkedStore;
  readonly parking: Parking;
  readonly path: StatusPathStore;
  readonly templates: TemplateStore;
  readonly marketing: MarketingStore;
  readonly rules: SendingRules;
  readonly statusHandler: StatusHandler;
  readonly early: EarlyStatuses;
  /** Whether reports wait on the status queue, which is not there. */
  isBehind = false;
  /** What was put on the outbound queue, which is not there. */
  readonly queued: string[] = [];
  readonly queue = {
    enqueue: (...payloads: OutboundPayload[]) => this.#enqueue(payloads),
    enqueueAgain: (...payloads: OutboundPayload[]) => this.#enqueue(payloads),
  } as unknown as QueueProducer<OutboundPayload>;
  readonly backlog = { isBehind: () => Promise.resolve(this.isBehind) } as unknown as StatusBacklog;

  private constructor(readonly testDatabase: TestDatabase) {
    this.database = new Database(testDatabase.url);
    this.contacts = new ContactStore(this.database, this.sealer);
    this.pictures = new NotePictureStore(this.database, this.sealer);
    this.outbound = new OutboundStore(this.database, this.sealer);
    this.recipients = new RecipientLimitStore(this.database);
    this.sending = this.sendingWith();
    this.templates = new TemplateStore(this.database);
    this.marketing = new MarketingStore(this.database);
    this.rules = new SendingRules(this.templates, this.marketing);
    this.numbers = new NumberStore(this.database);
    this.failures = new SendFailures(this.outbound, this.rules, this.recipients, this.numbers, this.number);
    this.parked = new ParkedStore(this.database, this.sealer);
    this.parking = new Parking(this.database, this.parked, this.templates, this.queue);
    const reports = new StatusReports(
      new OutboundStatusStore(this.database, this.sealer),
      this.rules,
      this.recipients,
      this.numbers,
      this.number,
    );
    this.path = new StatusPathStore(this.database);
    const early = new EarlyStatusStore(this.database, this.sealer);
    this.statusHandler = new StatusHandler(reports, early, this.path);
    this.early = new EarlyStatuses(this.database, early, reports);
  }

  static async open(): Promise<NotifierServices> {
    return new NotifierServices(await createTestDatabase());
  }

  /** The sends of one more process, with its own limits. */
  sendingWith(limits: Partial<SendLimits> = {}): SendingStore {
    const all = { ...manySends, ...limits };
    return new SendingStore(this.database, this.sealer, all, () => patience, quietUntil);
  }

  /**
   * @param limits those of one more process
   * @param Kind with the patience of a test, or the usual one
   */
  handlerWith(
    graph: GraphClient | GraphConfig,
    limits?: Partial<SendLimits>,
    parking = this.parking,
    Kind: typeof OutboundHandler = PatientHandler,
  ): OutboundHandler {
    const client = graph instanceof GraphClient ? graph : new GraphClient(graph, patientMs);
    return new Kind(
      this.outbound,
      limits ? this.sendingWith(limits) : this.sending,
      client,
      this.failures,
      parking,
      this.path,
      this.backlog,
      this.number,
      new Documents(
        new DocumentStore(this.database),
        new OwnCalendarStore(this.database, this.events),
        new OwnDataStore(this.database, this.sealer),
        this.pictures,
        client,
      ),
      new QuietHours(this.database, new DueReminderStore(this.sealer), this.outbound, this.templates),
    );
  }

  /** Somebody who has just written, so that text reaches them. @returns the id */
  async person(identity: Identity): Promise<string> {
    const { id } = await this.contacts.resolve(identity);
    await letWrite(this.testDatabase, id);
    return id;
  }

  /** As if the message had been sent so long ago that its report would have come: a probe came through, and WhatsApp answers all the time. */
  async letSendBeLost(id: string): Promise<void> {
    const sendingSince = new Date(Date.now() - 30_000);
    await this.database.outboundMessage.update({ where: { id }, data: { sendingSince } });
    await this.testDatabase.query(
      "UPDATE status_path SET proved_at = now(), probed_at = now(), probed_since = 'epoch'",
    );
  }

  /** Removes everybody, the messages to them, and what is known of templates. */
  async empty(): Promise<void> {
    this.queued.length = 0;
    await this.testDatabase.query(
      `DELETE FROM contact;
      DELETE FROM early_status;
      DELETE FROM message_template;
      UPDATE status_path SET proved_at = 'epoch', reported_at = 'epoch', alive_since = 'epoch', answered_at = 'epoch', probed_at = 'epoch',
        probed_since = 'epoch';
      UPDATE number_limit SET smooth_until = now(), second_counts = '{}', minute_counts = '{}', day_counts = '{}', slowdowns = 0,
        slowed_until = NULL, failures = 0, opened_at = NULL, probe_at = NULL, probes = 0, closed_at = NULL,
        held_until = NULL, holds = 0, people_counts = '{}', people_per_day = NULL`,
    );
  }

  #enqueue(payloads: OutboundPayload[]): Promise<void> {
    this.queued.push(...payloads.map(({ outboundId }) => outboundId));
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.database.$disconnect();
    await this.testDatabase.drop();
  }
}
