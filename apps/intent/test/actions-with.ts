import { randomUUID } from 'node:crypto';

import {
  ChangeStore,
  type Database,
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
import { NoteActions } from '../src/note.actions.ts';
import { ReminderActions } from '../src/reminder.actions.ts';
import { TargetFinder } from '../src/target-finder.ts';
import { TaskActions } from '../src/task.actions.ts';
import { TaskChangeActions } from '../src/task-change.actions.ts';
import { TaskFinder } from '../src/task-finder.ts';
import { TaskListActions } from '../src/task-list.actions.ts';
import { UndoActions } from '../src/undo.actions.ts';

/** The actions, wired by hand: for tests that need no queue. */
export function actionsWith(database: Database, sealer: Sealer): Actions {
  const [reminders, tasks, calendar, notes] = [
    new ReminderStore(sealer),
    new TaskStore(sealer),
    new EventStore(sealer),
    new NoteStore(sealer),
  ];
  const events = new EventActions(calendar, reminders, notes);
  const focus = new FocusStore();
  const targets = new TargetFinder(focus);
  const finder = new TaskFinder(tasks, targets, focus);
  const taskActions = new TaskActions(tasks, finder);
  const single = new ActionService(
    events,
    taskActions,
    new TaskListActions(tasks),
    new TaskChangeActions(tasks, finder, taskActions),
    new ReminderActions(reminders, calendar),
    new NoteActions(notes, targets),
    new AgendaActions(events, reminders, tasks),
    new UndoActions(new ChangeStore(database, sealer)),
  );
  return new Actions(single, taskActions);
}

/** Somebody, with a message that is in no table. */
export const actorOf = (contactId: string): Actor => ({ contactId, messageId: randomUUID() });
