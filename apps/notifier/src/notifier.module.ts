import { type DynamicModule, Module } from '@nestjs/common';

import {
  Database,
  DataModule,
  DueReminderStore,
  ErasureStore,
  FiguresStore,
  KeyAdmission,
  NoticeStore,
  NumberStore,
  OutboundStore,
  RetentionStore,
  sendLimitsOf,
  SendingStore,
  StatusPathStore,
  TemplateStore,
  UserIdChangeStore,
  usualPatienceMs,
} from '#data';
import { Gate, GateModule, HealthModule, intervalTask, Sealer, SealingModule } from '#platform';
import {
  accountQueue,
  consumer,
  intentQueue,
  mediaQueue,
  type OutboundPayload,
  outboundQueue,
  producerToken,
  QueueDependency,
  type QueueLimits,
  type QueueProducer,
  QueuesModule,
  statusQueue,
  typingQueue,
  usualWorker,
  type WorkerSettings,
} from '#queues';
import { GraphClient, TokenSource } from '#whatsapp';

import { AccountHandler } from './account.handler.ts';
import { AnswerProbe } from './answer-probe.service.ts';
import { BusinessNumber } from './business-number.ts';
import { Documents } from './documents.service.ts';
import { EarlyStatuses } from './early-statuses.service.ts';
import { LimitsWatch } from './limits-watch.service.ts';
import type { NotifierConfig } from './notifier.config.ts';
import { NumberWatch } from './number-watch.service.ts';
import { OperationFigures } from './operation-figures.ts';
import { OutboundHandler } from './outbound.handler.ts';
import { OutboxRelay } from './outbox-relay.service.ts';
import { QuietHours } from './quiet-hours.service.ts';
import { quietUntil } from './quiet-until.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';
import { Parking } from './parking.service.ts';
import { PathProbe, probePauseMs } from './path-probe.service.ts';
import { SendFailures } from './send-failures.service.ts';
import { SendingRules } from './sending-rules.service.ts';
import { StatusHandler } from './status.handler.ts';
import { StatusBacklog } from './status-backlog.service.ts';
import { StatusReports } from './status-reports.service.ts';
import { templateClientOf, TemplateWatch } from './template-watch.service.ts';
import { TypingHandler } from './typing.handler.ts';
import { tokenClientOf, TokenWatch } from './token-watch.service.ts';

const relayPauseMs = 2_000;
const reminderPauseMs = 1_000;
const userIdPauseMs = 60_000;
const earlyStatusPauseMs = 2_000;
const numberPauseMs = 5_000;
const answerProbePauseMs = 1_000;
const parkingPauseMs = 30_000;
const templateWatchPauseMs = 5_000;
const erasurePauseMs = 5_000;
const limitsWatchPauseMs = 5_000;
const tokenWatchPauseMs = 5_000;
/** Requests to WhatsApp under way in a process. */
const mostAtOnce = 100;

/** Few jobs at a time, so that sends are spread over the second. */
const fewJobs = 4;
const leastPaceMs = 40;

/** Jobs are taken faster than messages may be sent: the database keeps the limit, and jobs beyond it are put back. */
const outboundWorker = ({ messagesPerSecond }: NotifierConfig): WorkerSettings => ({
  ...usualWorker,
  concurrency: Math.min(Math.max(usualWorker.concurrency, messagesPerSecond), mostAtOnce),
  pace: paceOf(messagesPerSecond),
});

function paceOf(messagesPerSecond: number): { jobs: number; perMs: number } {
  if (messagesPerSecond < 10) return { jobs: messagesPerSecond + 1, perMs: 1_000 };
  const jobsPerMs = (messagesPerSecond * 1.4) / 1_000;
  const perMs = Math.max(leastPaceMs, Math.round(fewJobs / jobsPerMs));
  return { jobs: Math.round(jobsPerMs * perMs), perMs };
}

/** Times that tests have otherwise than usual. */
interface Patience {
  queues?: QueueLimits;
  /** For how long WhatsApp may take to answer a send. */
  answerMs?: number;
}

/** Sends outbound messages and tracks their delivery. */
@Module({})
export class NotifierModule {
  static with(config: NotifierConfig, { queues, answerMs }: Patience = {}): DynamicModule {
    return {
      module: NotifierModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        QueuesModule.with(
          config,
          {
            produces: [outboundQueue],
            consumes: [accountQueue, outboundQueue, statusQueue, typingQueue],
            measures: [accountQueue, intentQueue, mediaQueue, outboundQueue, statusQueue, typingQueue],
          },
          queues,
        ),
        HealthModule.needing(Database, KeyAdmission, QueueDependency),
        GateModule.over(Database, QueueDependency),
      ],
      providers: [
        { provide: GraphClient, useFactory: () => new GraphClient(config, answerMs) },
        { provide: TokenSource, inject: [GraphClient], useFactory: ({ token }: GraphClient) => token },
        {
          provide: LimitsWatch,
          inject: [GraphClient, NoticeStore, NumberStore],
          useFactory: (graph: GraphClient, notices: NoticeStore, numbers: NumberStore) => {
            const allowPeople = (perDay: number | null): Promise<void> =>
              numbers.allowPeople(config.phoneNumberId, perDay);
            return new LimitsWatch(graph, notices, { allowPeople }, sendLimitsOf(config));
          },
        },
        {
          provide: TokenWatch,
          inject: [TokenSource],
          useFactory: (token: TokenSource) => new TokenWatch(token, tokenClientOf(config)),
        },
        {
          provide: TemplateWatch,
          inject: [TemplateStore, TokenSource],
          useFactory: (store: TemplateStore, token: TokenSource) =>
            new TemplateWatch(store, templateClientOf(config, token)),
        },
        {
          provide: SendingStore,
          inject: [Database, Sealer, Gate],
          useFactory: (database: Database, sealer: Sealer, gate: Gate) =>
            new SendingStore(
              database,
              sealer,
              sendLimitsOf(config),
              () => ({ patienceMs: usualPatienceMs, sinceOutageMs: gate.openForMs }),
              quietUntil,
            ),
        },
        {
          provide: BusinessNumber,
          inject: [TokenSource],
          useFactory: (token: TokenSource) => new BusinessNumber(config.phoneNumberId, token),
        },
        {
          provide: OperationFigures,
          inject: [FiguresStore, NumberStore, NoticeStore, RetentionStore, TokenWatch, LimitsWatch],
          useFactory: (
            store: FiguresStore,
            numbers: NumberStore,
            notices: NoticeStore,
            retention: RetentionStore,
            token: TokenWatch,
            allowed: LimitsWatch,
          ) => {
            const parts = { store, numbers, notices, retention, token, allowed };
            return new OperationFigures({
              ...parts,
              limits: sendLimitsOf(config),
              retentionDays: config.retentionDays,
            });
          },
        },
        Documents,
        Parking,
        QuietHours,
        SendFailures,
        SendingRules,
        StatusBacklog,
        StatusReports,
        AccountHandler,
        OutboundHandler,
        StatusHandler,
        TypingHandler,
        consumer(accountQueue, AccountHandler),
        consumer(outboundQueue, OutboundHandler, outboundWorker(config)),
        consumer(statusQueue, StatusHandler),
        consumer(typingQueue, TypingHandler),
        OutboxRelay,
        {
          provide: ReminderScheduler,
          inject: [Database, DueReminderStore, OutboundStore, TemplateStore, producerToken(outboundQueue)],
          useFactory: (
            database: Database,
            due: DueReminderStore,
            outbound: OutboundStore,
            templates: TemplateStore,
            queue: QueueProducer<OutboundPayload>,
          ) => new ReminderScheduler(database, due, outbound, templates, queue, config.messagesPerSecond),
        },
        EarlyStatuses,
        NumberWatch,
        {
          provide: PathProbe,
          inject: [StatusPathStore],
          useFactory: (path: StatusPathStore) =>
            new PathProbe(path, {
              ...config,
              ingressUrl: config.ingressUrl ?? `http://127.0.0.1:${config.ingressPort}`,
            }),
        },
        intervalTask(PathProbe, probePauseMs, (one) => one.send()),
        {
          provide: AnswerProbe,
          inject: [StatusPathStore, GraphClient],
          useFactory: (path: StatusPathStore, graph: GraphClient) => new AnswerProbe(path, graph),
        },
        intervalTask(AnswerProbe, answerProbePauseMs, (one) => one.ask()),
        intervalTask(OutboxRelay, relayPauseMs, (one) => one.relay()),
        intervalTask(
          ReminderScheduler,
          reminderPauseMs,
          (one) => one.fireDue(),
          (one) => one.warning,
        ),
        intervalTask(
          NumberWatch,
          numberPauseMs,
          (one) => one.look(),
          (one) => one.warning,
        ),
        intervalTask(Parking, parkingPauseMs, (one) => one.releaseSendable()),
        intervalTask(ErasureStore, erasurePauseMs, (one) => one.finish()),
        intervalTask(UserIdChangeStore, userIdPauseMs, (one) => one.applyAgain()),
        intervalTask(EarlyStatuses, earlyStatusPauseMs, (one) => one.applyKnown()),
        intervalTask(
          TemplateWatch,
          templateWatchPauseMs,
          (one) => one.checkWhenDue(),
          (one) => one.warning,
        ),
        intervalTask(
          LimitsWatch,
          limitsWatchPauseMs,
          (one) => one.checkWhenDue(),
          (one) => one.warning,
        ),
        intervalTask(
          TokenWatch,
          tokenWatchPauseMs,
          (one) => one.checkWhenDue(),
          (one) => one.warning,
        ),
      ],
    };
  }
}
