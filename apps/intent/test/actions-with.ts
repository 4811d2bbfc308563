import { randomUUID } from 'node:crypto';

import {
  ChangeStore,
  ContactStore,
  type Database,
  ErasureStore,
  EventReminderStore,
  EventStore,
  FocusStore,
  NotePictureStore,
  NoteStore,
  PreferenceStore,
  OwnCalendarStore,
  NoticeStore,
  ReminderStore,
  RungHistoryStore,
  RungReminderStore,
  StopStore,
  TaskStore,
} from '#data';
import type { Sealer } from '#platform';
import { Understanding } from '#understanding';

import { ActionService } from '../src/action.service.ts';
import { Actions } from '../src/actions.service.ts';
import { AgendaActions } from '../src/agenda.actions.ts';
import { AgendaSubscription } from '../src/agenda-subscription.ts';
import { PreferenceActions } from '../src/preference.actions.ts';
import { PreferenceListActions } from '../src/preference-list.actions.ts';
import { Travel } from '../src/travel.ts';
import { FocusedActions } from '../src/focused-action.ts';
import { LeftOutActions } from '../src/left-out-actions.ts';
import { PlacedActions } from '../src/placed-actions.ts';
import { DocumentActions } from '../src/document.actions.ts';
import { DoneTodayActions } from '../src/done-today.actions.ts';
import { EraseActions } from '../src/erase.actions.ts';
import { EventActions } from '../src/event.actions.ts';
import { EventCancelActions } from '../src/event-cancel.actions.ts';
import { EventChanger } from '../src/event-change.ts';
import { EventFinder } from '../src/event-finder.ts';
import { TitledActions } from '../src/titled-action.ts';
import { EventOverlaps } from '../src/event-overlaps.ts';
import { EventQueryActions } from '../src/event-query.actions.ts';
import { EventReminders } from '../src/event-reminders.ts';
import { EventUpdateActions } from '../src/event-update.actions.ts';
import { NamedActions } from '../src/named-action.ts';
import { NamedQuestions } from '../src/named-question.actions.ts';
import { HelpActions } from '../src/help.actions.ts';
import { MissedActions } from '../src/missed.actions.ts';
import { NoteActions } from '../src/note.actions.ts';
import { PictureNotes } from '../src/picture-notes.ts';
import { ReminderActions } from '../src/reminder.actions.ts';
import { ReminderChanges } from '../src/reminder-changes.actions.ts';
import { RungActions } from '../src/rung.actions.ts';
import { SilencedEventActions } from '../src/silenced-event.actions.ts';
import { TargetFinder } from '../src/target-finder.ts';
import { StayingTimes } from '../src/staying-times.ts';
import { SpokenOfActions } from '../src/spoken-of.actions.ts';
import { StopActions } from '../src/stop.actions.ts';
import { TaskActions } from '../src/task.actions.ts';
import { TimerActions } from '../src/timer.actions.ts';
import { TaskChangeActions } from '../src/task-change.actions.ts';
import { TaskFinder } from '../src/task-finder.ts';
import { TaskListActions } from '../src/task-list.actions.ts';
import { UndoActions } from '../src/undo.actions.ts';
import { UsualReminders } from '../src/usual-reminders.ts';
import { LanguageActions } from '../src/language.actions.ts';
import type { Actor } from '../src/understood.ts';
import { ZoneActions } from '../src/zone.actions.ts';

/** The actions, wired by hand: for tests that need no queue. */
export function actionsWith(database: Database, sealer: Sealer): Actions {
  const [reminders, tasks, calendar, notes] = [
    new ReminderStore(sealer),
    new TaskStore(sealer),
    new EventStore(sealer),
    new NoteStore(sealer, new NotePictureStore(database, sealer)),
  ];
  const focus = new FocusStore();
  const overlaps = new EventOverlaps(calendar);
  const eventReminders = new EventReminderStore(sealer);
  const usual = new UsualReminders(calendar, eventReminders, reminders);
  const announced = new EventReminders(eventReminders, reminders, usual);
  const events = new EventActions(calendar, reminders, notes, overlaps, usual, announced);
  const finder = new TargetFinder(focus);
  const eventFinder = new EventFinder(calendar, finder);
  const changer = new EventChanger(calendar, announced);
  const taskFinder = new TaskFinder(tasks, finder, focus);
  const taskActions = new TaskActions(tasks, taskFinder);
  const rung = new RungReminderStore(sealer);
  const preferences = new PreferenceStore(new ContactStore(database, sealer), sealer);
  const changes = new ReminderChanges(reminders, rung, finder, focus);
  const noteActions = new NoteActions(
    notes,
    finder,
    new PictureNotes(notes, new NotePictureStore(database, sealer)),
  );
  const queries = new EventQueryActions(events, calendar);
  const single = new ActionService(
    events,
    taskActions,
    new TaskListActions(tasks, focus),
    new TaskChangeActions(tasks, taskFinder, taskActions),
    new ReminderActions(reminders, rung, calendar, usual, focus),
    noteActions,
    new AgendaActions(events, reminders, tasks),
    new UndoActions(new ChangeStore(database, sealer), new ContactStore(database, sealer)),
    new ZoneActions(
      preferences,
      new Travel(preferences, reminders, rung, usual),
      new StayingTimes(events, reminders),
    ),
    new RungActions(rung, reminders, changes, tasks, focus),
    changes,
    new TimerActions(reminders, rung, finder),
    new EventUpdateActions(eventFinder, changer, overlaps, notes),
    new EventCancelActions(eventFinder, changer),
    queries,
    new NamedActions(eventFinder, tasks, reminders, notes),
    new SilencedEventActions(reminders, usual, focus),
    new PreferenceActions(preferences, usual, new AgendaSubscription(reminders, rung, preferences)),
    new PreferenceListActions(preferences, reminders),
    new LanguageActions(new ContactStore(database, sealer), new Understanding(0)),
    new DocumentActions(new OwnCalendarStore(database, calendar)),
    new StopActions(new StopStore(sealer)),
    new EraseActions(new ErasureStore(database)),
    new HelpActions(new NoticeStore(database, sealer), { supportContact: undefined }),
    new MissedActions(new RungHistoryStore(sealer), reminders, tasks),
    new SpokenOfActions(focus, events, reminders, rung),
    new NamedQuestions(noteActions, queries),
    new DoneTodayActions(new ChangeStore(database, sealer)),
  );
  return new Actions(
    single,
    taskActions,
    new FocusedActions(
      focus,
      rung,
      new PlacedActions(focus, tasks, rung),
      new TitledActions(eventFinder),
      new LeftOutActions(focus, calendar, reminders, rung),
    ),
    preferences,
    new ChangeStore(database, sealer),
  );
}

/** Somebody, with a message that is in no table. */
export const actorOf = (contactId: string): Actor => ({ contactId, messageId: randomUUID() });
