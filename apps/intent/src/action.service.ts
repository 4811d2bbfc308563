import { Injectable } from '@nestjs/common';

import type { Transaction } from '#data';
import { replies } from '#replies';
import type { Action, NoSuchDate } from '#understanding';

import { AgendaActions } from './agenda.actions.ts';
import { asideReply } from './asides.ts';
import { DocumentActions } from './document.actions.ts';
import { DoneTodayActions } from './done-today.actions.ts';
import { EraseActions } from './erase.actions.ts';
import { EventActions } from './event.actions.ts';
import { EventCancelActions } from './event-cancel.actions.ts';
import { EventQueryActions } from './event-query.actions.ts';
import { EventUpdateActions } from './event-update.actions.ts';
import { isKeepable, whyNotKept } from './keepable.ts';
import { NamedActions } from './named-action.ts';
import { NamedQuestions } from './named-question.actions.ts';
import { LanguageActions } from './language.actions.ts';
import { HelpActions } from './help.actions.ts';
import { MissedActions } from './missed.actions.ts';
import { NoteActions } from './note.actions.ts';
import { notDone } from './not-yet.ts';
import { PreferenceActions } from './preference.actions.ts';
import { PreferenceListActions } from './preference-list.actions.ts';
import { ReminderActions } from './reminder.actions.ts';
import { ReminderChanges } from './reminder-changes.actions.ts';
import { RungActions } from './rung.actions.ts';
import { SilencedEventActions } from './silenced-event.actions.ts';
import { SpokenOfActions } from './spoken-of.actions.ts';
import { StopActions } from './stop.actions.ts';
import { TaskActions } from './task.actions.ts';
import { TimerActions } from './timer.actions.ts';
import { TaskChangeActions } from './task-change.actions.ts';
import { TaskListActions } from './task-list.actions.ts';
import { UndoActions } from './undo.actions.ts';
import type { Done, Request } from './understood.ts';
import { ZoneActions } from './zone.actions.ts';

/** Does one action, whatever it is about. */
@Injectable()
export class ActionService {
  constructor(
    private readonly events: EventActions,
    private readonly tasks: TaskActions,
    private readonly taskLists: TaskListActions,
    private readonly taskChanges: TaskChangeActions,
    private readonly reminders: ReminderActions,
    private readonly notes: NoteActions,
    private readonly agenda: AgendaActions,
    private readonly undo: UndoActions,
    private readonly zones: ZoneActions,
    private readonly rung: RungActions,
    private readonly reminderChanges: ReminderChanges,
    private readonly timers: TimerActions,
    private readonly eventUpdates: EventUpdateActions,
    private readonly eventCancelling: EventCancelActions,
    private readonly eventQueries: EventQueryActions,
    private readonly named: NamedActions,
    private readonly silenced: SilencedEventActions,
    private readonly preferences: PreferenceActions,
    private readonly preferenceList: PreferenceListActions,
    private readonly languages: LanguageActions,
    private readonly documents: DocumentActions,
    private readonly stops: StopActions,
    private readonly erasing: EraseActions,
    private readonly help: HelpActions,
    private readonly missed: MissedActions,
    private readonly spokenOf: SpokenOfActions,
    private readonly questions: NamedQuestions,
    private readonly doneToday: DoneTodayActions,
  ) {}

  async do(tx: Transaction, request: Request): Promise<Done> {
    const { noSuchDate } = request.action;
    const refusal = whyNotKept(request.action);
    if (refusal !== undefined) {
      const asks = request.action.title !== undefined && !isKeepable(request.action);
      return { reply: refusal, ...(asks && { isUnfinished: true }) };
    }
    if (noSuchDate) return { reply: noSuchDateReply(noSuchDate), isUnfinished: true };
    const answered = await this.rung.answer(tx, request);
    return answered ?? this.#do(tx, { ...request, action: await this.named.resolve(tx, request) });
  }

  #do(tx: Transaction, request: Request): Promise<Done> | Done {
    switch (request.action.intent) {
      case 'create_event':
        return this.events.create(tx, request);
      case 'list_events':
        return this.questions.tell(tx, request);
      case 'find_time':
        return this.eventQueries.findTime(tx, request);
      case 'update_event':
        return this.eventUpdates.update(tx, request);
      case 'cancel_event':
        return this.eventCancelling.cancel(tx, request);
      case 'agenda':
        return this.agenda.tell(tx, request);
      case 'create_task':
        // An entry of a list is done once; what recurs is to be reminded of each time.
        return request.action.recurrence
          ? this.reminders.create(tx, request)
          : this.tasks.create(tx, request);
      case 'list_tasks':
        return this.taskLists.list(tx, request);
      case 'complete_task':
        return this.tasks.complete(tx, request);
      case 'reopen_task':
        return this.taskChanges.reopen(tx, request);
      case 'delete_task':
        return this.taskChanges.delete(tx, request);
      case 'update_task':
        return this.taskChanges.update(tx, request);
      case 'create_reminder':
        return this.reminders.create(tx, request);
      case 'list_reminders':
        return this.reminders.list(tx, request);
      case 'update_reminder':
        return this.reminderChanges.update(tx, request);
      case 'cancel_reminder':
        return this.#cancelReminder(tx, request);
      case 'create_timer':
        return this.timers.create(tx, request);
      case 'list_timers':
        return this.timers.list(tx, request);
      case 'update_timer':
        return this.timers.extend(tx, request);
      case 'cancel_timer':
        return this.timers.cancel(tx, request);
      case 'remember':
        return this.notes.remember(tx, request);
      case 'recall':
        return this.#recall(tx, request);
      case 'missed':
        return this.missed.tell(tx, request);
      case 'set_timezone':
        return this.zones.set(tx, request);
      case 'set_preference':
        return request.action.language === undefined
          ? this.preferences.set(tx, request)
          : this.languages.set(tx, request);
      case 'list_preferences':
        return this.preferenceList.list(tx, request);
      case 'send_calendar':
        return this.documents.sendCalendar(tx, request);
      case 'export_data':
        return this.documents.exportData(tx, request);
      case 'stop':
        return this.stops.stop(tx, request);
      case 'start':
        return this.stops.start(tx, request);
      case 'erase_data':
        return this.erasing.erase(tx, request);
      case 'forget':
        return this.notes.forget(tx, request);
      case 'undo':
        return this.undo.undo(tx, request);
      case 'greeting':
        return { reply: replies.greeting() };
      case 'help':
        return this.help.tell(tx, request);
      case 'thanks':
        return { reply: replies.thanks() };
      case 'confirm':
        return { reply: assents(request.action) ? replies.nothingAsked() : replies.acknowledged() };
      case 'deny':
        return { reply: replies.nothingToLeave() };
      case 'out_of_scope':
        return this.#recallOrDecline(tx, request);
      default:
        return { reply: notDone(request) };
    }
  }

  async #recall(tx: Transaction, request: Request): Promise<Done> {
    return (await this.doneToday.tell(tx, request)) ?? this.notes.recall(tx, request);
  }

  async #cancelReminder(tx: Transaction, request: Request): Promise<Done> {
    return (await this.silenced.silence(tx, request)) ?? this.reminderChanges.cancel(tx, request);
  }

  /** "what time is it?" needs no look-up. "what's my locker?": only the person's notes tell whether they told us. */
  async #recallOrDecline(tx: Transaction, request: Request): Promise<Done> {
    const reply = asideReply(request);
    return (
      (reply === undefined
        ? ((await this.spokenOf.tell(tx, request)) ??
          (await this.doneToday.tell(tx, request)) ??
          (await this.notes.answer(tx, request)) ??
          (await this.questions.tellUnknown(tx, request)))
        : { reply }) ?? {
        reply: notDone(request),
      }
    );
  }
}

function noSuchDateReply({ words, isTime, isChoice, isIntoNextDay }: NoSuchDate): string {
  if (isIntoNextDay) return replies.intoNextDay(words);
  if (isChoice) return replies.whichTime(words);
  return isTime ? replies.noSuchTime(words) : replies.noSuchDate(words);
}

/** Whether something is to be done now, which a mere "OK" or "great" does not say. */
const assents = ({ words }: Action): boolean =>
  /^\W*(?:y|ye(?:s|ah|ep|p|a)|yup|aye|sure|correct|exactly|confirm\w*|do (?:it|that|so)|please do|go (?:ahead|for it)|definitely|absolutely|of course)\b/i.test(
    words,
  );
