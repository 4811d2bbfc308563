export { ContactStore, type Contact, type Identity } from './contact.store.ts';
export { DataModule, dataSettings } from './data.module.ts';
export { Database, type Transaction } from './database.ts';
export { InboundStore, type NewInbound, type RecordedInbound } from './inbound.store.ts';
export { OutboundStore, type NewOutbound, type Sendable, type StatusReport } from './outbound.store.ts';
export { ReminderStore, type Reminder, type UpcomingReminder } from './reminder.store.ts';
export { TaskStore, type Task } from './task.store.ts';
export { floodIntents, TurnStore, type Turn, type TurnResult } from './turn.store.ts';
