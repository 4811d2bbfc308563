import {
  ContactStore,
  Database,
  EarlyStatusStore,
  MarketingStore,
  NumberStore,
  OutboundStatusStore,
  OutboundStore,
  RecipientLimitStore,
  type SendLimits,
  SendingStore,
  StatusPathStore,
  TemplateStore,
  usualPatienceMs,
} from '#data';
import { createTestDatabase, manySends, testAccount, type TestDatabase, testSealer } from '#testing';

import { BusinessNumber } from '../src/business-number.ts';
import { EarlyStatuses } from '../src/early-statuses.service.ts';
import { SendFailures } from '../src/send-failures.service.ts';
import { SendingRules } from '../src/sending-rules.service.ts';
import type { StatusBacklog } from '../src/status-backlog.service.ts';
import { StatusHandler } from '../src/status.handler.ts';
import { StatusReports } from '../src/status-reports.service.ts';

const patience = { patienceMs: usualPatienceMs, sinceOutageMs: Infinity };

/** The notifier's services on a database of their own, without queues. */
export class NotifierServices {
  readonly sealer = testSealer();
  readonly database: Database;
  readonly contacts: ContactStore;
  readonly outbound: OutboundStore;
  readonly recipients: RecipientLimitStore;
  readonly sending: SendingStore;
  readonly numbers: NumberStore;
  readonly failures: SendFailures;
  readonly path: StatusPathStore;
  readonly templates: TemplateStore;
  readonly marketing: MarketingStore;
  readonly rules: SendingRules;
  readonly statusHandler: StatusHandler;
  readonly early: EarlyStatuses;
  /** Whether reports wait on the status queue, which is not there. */
  isBehind = false;
  readonly backlog = { isBehind: () => Promise.resolve(this.isBehind) } as unknown as StatusBacklog;

  private constructor(readonly testDatabase: TestDatabase) {
    this.database = new Database(testDatabase.url);
    this.contacts = new ContactStore(this.database, this.sealer);
    this.outbound = new OutboundStore(this.database, this.sealer);
    this.recipients = new RecipientLimitStore(this.database);
    this.sending = this.sendingWith();
    this.templates = new TemplateStore(this.database);
    this.marketing = new MarketingStore(this.database);
    this.rules = new SendingRules(this.templates, this.marketing);
    this.numbers = new NumberStore(this.database);
    const number = new BusinessNumber(testAccount.phoneNumberId, { fingerprint: () => 'the token' });
    this.failures = new SendFailures(this.outbound, this.rules, this.recipients, this.numbers, number);
    const reports = new StatusReports(
      new OutboundStatusStore(this.database, this.sealer),
      this.rules,
      this.recipients,
      this.numbers,
      number,
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
    return new SendingStore(this.database, this.sealer, { ...manySends, ...limits }, () => patience);
  }

  /** As if reports of everything that was ever sent got through by now. */
  async proveStatusPath(): Promise<void> {
    await this.testDatabase.query("UPDATE status_path SET proved_at = now() + interval '1 hour'");
  }

  /** Removes everybody, the messages to them, and what is known of templates. */
  async empty(): Promise<void> {
    for (const table of ['contact', 'early_status', 'message_template']) {
      await this.testDatabase.query(`DELETE FROM ${table}`);
    }
    await this.testDatabase.query("UPDATE status_path SET proved_at = 'epoch', alive_since = 'epoch'");
    await this.testDatabase.query(
      `UPDATE number_limit SET smooth_until = now(), second_counts = '{}', minute_counts = '{}', day_counts = '{}', slowdowns = 0,
        slowed_until = NULL, failures = 0, opened_at = NULL, probe_at = NULL, probes = 0, closed_at = NULL`,
    );
  }

  async close(): Promise<void> {
    await this.database.$disconnect();
    await this.testDatabase.drop();
  }
}
