import { randomUUID } from 'node:crypto';

import {
  ChangeStore,
  type Database,
  EventReminderStore,
  EventStore,
  FocusStore,
  NoteStore,
  ReminderStore,
  TaskStore,
} from '#data';
import type { Sealer } from '#platform';

import { ActionService } from '../src/action.service.ts';
import { type Actor, Actions } from '../src/actions.service.ts';
import { AgendaActions } from '../src/agenda.actions.ts';
import { EventActions } from '../src/event.actions.ts';
import { EventCancelActions } from '../src/event-cancel.actions.ts';
import { EventChanger } from '../src/event-change.ts';
import { EventFinder } from '../src/event-finder.ts';
import { EventOverlaps } from '../src/event-overlaps.ts';
import { EventQueryActions } from '../src/event-query.actions.ts';
import { EventReminders } from '../src/event-reminders.ts';
import { EventUpdateActions } from '../src/event-update.actions.ts';
import { NoteActions } from '../src/note.actions.ts';
import { ReminderActions } from '../src/reminder.actions.ts';
import { TargetFinder } from '../src/target-finder.ts';
import { TaskActions } from '../src/task.actions.ts';
import { UndoActions } from '../src/undo.actions.ts';

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
  const finder = new EventFinder(calendar, new TargetFinder(focus));
  const changer = new EventChanger(calendar, new EventReminders(new EventReminderStore(sealer), reminders));
  const taskActions = new TaskActions(tasks);
  const single = new ActionService(
    events,
    taskActions,
    new ReminderActions(reminders, calendar),
    new NoteActions(notes),
    new AgendaActions(events, reminders, tasks),
    new UndoActions(new ChangeStore(database, sealer)),
    new EventUpdateActions(finder, changer, overlaps, notes),
    new EventCancelActions(finder, changer),
    new EventQueryActions(events, calendar),
    focus,
  );
  return new Actions(single, taskActions);
}

/** Somebody, with a message that is in no table. */
export const actorOf = (contactId: string): Actor => ({ contactId, messageId: randomUUID() });
