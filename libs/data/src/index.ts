export { AccessRules, accessSettings } from './access.ts';
export { AccessStore } from './access.store.ts';
export { AuditStore } from './audit.store.ts';
export { ChangeStore, type Undone } from './change.store.ts';
export { ContactStore, type Contact, type Identity } from './contact.store.ts';
export { DataModule, dataSettings } from './data.module.ts';
export { Database, type Transaction } from './database.ts';
export {
  type DeadLetter,
  type DeadLetterCount,
  type DeadLetterFilter,
  type DeadLetterPlace,
  isDoubt,
  type Obstacle,
  type PastAct,
  type Replayed,
} from './dead-letter.ts';
export { countDeliveries, type DeliveryCount } from './delivery-counts.ts';
export { DeadLetterStore } from './dead-letter.store.ts';
export { DocumentStore, type DocumentToMake } from './document.store.ts';
export { type DueReminder, DueReminderStore, type NextRing } from './due-reminder.store.ts';
export { EarlyStatusStore, type KnownReport } from './early-status.store.ts';
export { type Erased, ErasureStore } from './erasure.store.ts';
export { type Announcement, type EventReminder, EventReminderStore } from './event-reminder.store.ts';
export { type Event, type EventChange, EventStore, type NewEvent } from './event.store.ts';
export { FiguresStore, type SendUse } from './figures.store.ts';
export { FocusStore, type Told } from './focus.store.ts';
export { type Habits, quietOf } from './habits.ts';
export { InboundStore, type RecordedInbound } from './inbound.store.ts';
export { KeyAdmission } from './key-admission.ts';
export { KeyCheck } from './key-check.ts';
export { LeaseStore } from './lease.store.ts';
export { LookupKeyStore } from './lookup-key.store.ts';
export { countMessages, type MessageCounts } from './message-counts.ts';
export { failedOutcomes, type MessageOutcome } from './message-outcome.ts';
export type { InboundTrace, NoTrace, OutboundTrace, PersonTrace, SendWaits, Story } from './message-trace.ts';
export { MarketingStore } from './marketing.store.ts';
export {
  NotePictureStore,
  type PictureReference,
  type PictureState,
  type WaitingPicture,
} from './note-picture.store.ts';
export { type NewNote, type Note, NoteStore } from './note.store.ts';
export { newestPeople } from './newest-people.ts';
export { NumberStore, type OpenBreaker, type PeopleReached } from './number.store.ts';
export {
  NoticeStore,
  supportNotices,
  type KeptNotice,
  type Notice,
  type NoticeCount,
} from './notice.store.ts';
export { OutboundStatusStore, type Reported, type StatusReport } from './outbound-status.store.ts';
export { type OutboundDocument, outboundDocumentSchema } from './outbound-document.ts';
export {
  type NewOutbound,
  NoRecipientError,
  type Sendable,
  type TemplateContent,
} from './outbound-message.ts';
export { OutboundStore } from './outbound.store.ts';
export { OwnCalendarStore, type OwnEvent } from './own-calendar.store.ts';
export { type OwnData, OwnDataStore } from './own-data.store.ts';
export { ParkedStore, type Released } from './parked.store.ts';
export { RecipientLimitStore } from './recipient-limit.store.ts';
export { type SendLimits, sendLimitSettings, sendLimitsOf } from './send-limits.ts';
export { SendingStore, type Start } from './sending.store.ts';
export { fallbackWaitMs } from './start-sending.sql.ts';
export {
  type NewReminder,
  ReminderStore,
  type Reminder,
  type ReminderKind,
  type ReminderSeries,
  ringKinds,
} from './reminder.store.ts';
export { type Resealed, ResealStore } from './reseal.store.ts';
export { RetentionStore } from './retention.store.ts';
export type { Ringing } from './ringing.ts';
export { RungHistoryStore, type RungOnce } from './rung-history.store.ts';
export { type ReminderChange, type RungReminder, RungReminderStore } from './rung-reminder.store.ts';
export { type NumberStanding, type Standing, StandingStore, type Traffic } from './standing.store.ts';
export { type Doubt, reportedWithinMs, StatusPathStore } from './status-path.store.ts';
export { type MissedReminder, StopStore } from './stop.store.ts';
export { type Subject, subjectSchema } from './subject.ts';
export { type NewTask, plainListName, type Task, TaskStore } from './task.store.ts';
export { type Kept, PreferenceStore, type Whereabouts } from './preference.store.ts';
export type { TemplateRefusal } from './template-refusal.sql.ts';
export { TemplateStore, type TemplateFacts, type TemplateKey } from './template.store.ts';
export { TraceStore } from './trace.store.ts';
export { type Exchange, mostFailedClaims, type NewNames, type Turn } from './turn.ts';
export { type Patience, usualPatienceMs } from './turn-order.ts';
export { TurnResultStore, type TurnResult } from './turn-result.store.ts';
export { TurnStore } from './turn.store.ts';
export { type UndeliveredMessage, UndeliveredStore } from './undelivered.store.ts';
export { UserIdChangeStore } from './user-id-change.store.ts';
