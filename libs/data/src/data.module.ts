import { type DynamicModule, Module } from '@nestjs/common';

import { rules, setting } from '#platform';

import { AccessStore } from './access.store.ts';
import { AuditStore } from './audit.store.ts';
import { ChangeStore } from './change.store.ts';
import { ContactStore } from './contact.store.ts';
import { Database, usualPoolSize } from './database.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { DocumentStore } from './document.store.ts';
import { DueReminderStore } from './due-reminder.store.ts';
import { EarlyStatusStore } from './early-status.store.ts';
import { ErasureStore } from './erasure.store.ts';
import { EventReminderStore } from './event-reminder.store.ts';
import { EventStore } from './event.store.ts';
import { FiguresStore } from './figures.store.ts';
import { FocusStore } from './focus.store.ts';
import { InboundStore } from './inbound.store.ts';
import { KeyAdmission } from './key-admission.ts';
import { KeyCheck } from './key-check.ts';
import { LeaseStore } from './lease.store.ts';
import { LookupKeyStore } from './lookup-key.store.ts';
import { MarketingStore } from './marketing.store.ts';
import { NotePictureStore } from './note-picture.store.ts';
import { NoteStore } from './note.store.ts';
import { NoticeStore } from './notice.store.ts';
import { NumberStore } from './number.store.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import { OwnCalendarStore } from './own-calendar.store.ts';
import { OwnDataStore } from './own-data.store.ts';
import { ParkedStore } from './parked.store.ts';
import { PreferenceStore } from './preference.store.ts';
import { RecipientLimitStore } from './recipient-limit.store.ts';
import { ReminderStore } from './reminder.store.ts';
import { RetentionStore } from './retention.store.ts';
import { RungHistoryStore } from './rung-history.store.ts';
import { RungReminderStore } from './rung-reminder.store.ts';
import { StandingStore } from './standing.store.ts';
import { StatusPathStore } from './status-path.store.ts';
import { StopStore } from './stop.store.ts';
import { TaskStore } from './task.store.ts';
import { TemplateStore } from './template.store.ts';
import { TurnResultStore } from './turn-result.store.ts';
import { TurnStore } from './turn.store.ts';
import { UndeliveredStore } from './undelivered.store.ts';
import { UserIdChangeStore } from './user-id-change.store.ts';

export const dataSettings = {
  databaseUrl: setting('DATABASE_URL', rules.url(['postgresql', 'postgres']), { fromFile: true }),
  databasePoolSize: setting('DATABASE_POOL_SIZE', rules.count(usualPoolSize)),
};

const stores = [
  AccessStore,
  AuditStore,
  ChangeStore,
  ContactStore,
  DeadLetterStore,
  DocumentStore,
  DueReminderStore,
  EarlyStatusStore,
  ErasureStore,
  EventReminderStore,
  EventStore,
  FiguresStore,
  FocusStore,
  InboundStore,
  LeaseStore,
  LookupKeyStore,
  MarketingStore,
  NotePictureStore,
  NoteStore,
  UserIdChangeStore,
  NoticeStore,
  NumberStore,
  OutboundStatusStore,
  OutboundStore,
  OwnCalendarStore,
  OwnDataStore,
  ParkedStore,
  RecipientLimitStore,
  PreferenceStore,
  ReminderStore,
  RetentionStore,
  RungHistoryStore,
  RungReminderStore,
  StandingStore,
  StatusPathStore,
  StopStore,
  TaskStore,
  TemplateStore,
  TurnResultStore,
  TurnStore,
  UndeliveredStore,
];

/** The database and its stores, injectable everywhere. Needs `SealingModule` and `GateModule`. */
@Module({})
export class DataModule {
  static with(config: { databaseUrl: string; databasePoolSize?: number }): DynamicModule {
    return {
      module: DataModule,
      global: true,
      providers: [
        {
          provide: Database,
          useFactory: () => new Database(config.databaseUrl, config.databasePoolSize),
        },
        KeyAdmission,
        KeyCheck,
        ...stores,
      ],
      exports: [Database, KeyAdmission, ...stores],
    };
  }
}
