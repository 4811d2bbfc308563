import { randomUUID } from 'node:crypto';

import {
  ChangeStore,
  ContactStore,
  type Database,
  EventReminderStore,
  EventStore,
  FocusStore,
  NoteStore,
  NoticeStore,
  ReminderStore,
  RungHistoryStore,
  RungReminderStore,
  TaskStore,
} from '#data';
import type { Sealer } from '#platform';

import { ActionService } from '../src/action.service.ts';
import { Actions } from '../src/actions.service.ts';
import { AgendaActions } from '../src/agenda.actions.ts';
import { FocusedActions } from '../src/focused-action.ts';
import { EventActions } from '../src/event.actions.ts';
import { EventCancelActions } from '../src/event-cancel.actions.ts';
import { EventChanger } from '../src/event-change.ts';
import { EventFinder } from '../src/event-finder.ts';
import { EventOverlaps } from '../src/event-overlaps.ts';
import { EventQueryActions } from '../src/event-query.actions.ts';
import { EventReminders } from '../src/event-reminders.ts';
import { EventUpdateActions } from '../src/event-update.actions.ts';
import { HelpActions } from '../src/help.actions.ts';
import { MissedActions } from '../src/missed.actions.ts';
import { NoteActions } from '../src/note.actions.ts';
import { ReminderActions } from '../src/reminder.actions.ts';
import { ReminderChanges } from '../src/reminder-changes.actions.ts';
import { RungActions } from '../src/rung.actions.ts';
import { TargetFinder } from '../src/target-finder.ts';
import { TaskActions } from '../src/task.actions.ts';
import { TimerActions } from '../src/timer.actions.ts';
import { TaskChangeActions } from '../src/task-change.actions.ts';
import { TaskFinder } from '../src/task-finder.ts';
import { TaskListActions } from '../src/task-list.actions.ts';
import { UndoActions } from '../src/undo.actions.ts';
import type { Actor } from '../src/understood.ts';
import { ZoneActions } from '../src/zone.actions.ts';

/** The actions, wired by hand: for tests that need no queue. */
export function actionsWith(database: Database, sealer: Sealer): Actions {
  const [reminders, tasks, calendar, notes] = [
    new ReminderStore(sealer),
    new TaskStore(sealer),
    new EventStore(sealer),
    new NoteStore(sealer),
  ];
  const focus = new FocusStore();
  const overlaps = new EventOverlaps(calendar);
  const events = new EventActions(calendar, reminders, notes, overlaps);
  const finder = new TargetFinder(focus);
  const eventFinder = new EventFinder(calendar, finder);
  const changer = new EventChanger(calendar, new EventReminders(new EventReminderStore(sealer), reminders));
  const taskFinder = new TaskFinder(tasks, finder, focus);
  const taskActions = new TaskActions(tasks, taskFinder);
  const rung = new RungReminderStore(sealer);
  const changes = new ReminderChanges(reminders, rung, finder, focus);
  const single = new ActionService(
    events,
    taskActions,
    new TaskListActions(tasks),
    new TaskChangeActions(tasks, taskFinder, taskActions),
    new ReminderActions(reminders, calendar),
    new NoteActions(notes, finder),
    new AgendaActions(events, reminders, tasks),
    new UndoActions(new ChangeStore(database, sealer)),
    new ZoneActions(new ContactStore(database, sealer)),
    new RungActions(rung, reminders, changes, tasks, focus),
    changes,
    new TimerActions(reminders, rung, finder),
    new EventUpdateActions(eventFinder, changer, overlaps, notes),
    new EventCancelActions(eventFinder, changer),
    new EventQueryActions(events, calendar),
    new HelpActions(new NoticeStore(database, sealer), { supportContact: undefined }),
    new MissedActions(new RungHistoryStore(sealer), reminders, tasks),
  );
  return new Actions(single, taskActions, new FocusedActions(focus, rung));
}

/** Somebody, with a message that is in no table. */
export const actorOf = (contactId: string): Actor => ({ contactId, messageId: randomUUID() });
