import { type DynamicModule, Module } from '@nestjs/common';

import { ChangeStore, Database, DataModule, KeyAdmission, NotePictureStore } from '#data';
import { GateModule, HealthModule, intervalTask, SealingModule } from '#platform';
import {
  consumer,
  intentQueue,
  outboundQueue,
  QueueDependency,
  type QueueLimits,
  QueuesModule,
  typingQueue,
} from '#queues';
import { type SlowEngine, UnderstandingHealth, UnderstandingModule } from '#understanding';

import { ActStep } from './act.step.ts';
import { ActionService } from './action.service.ts';
import { Actions } from './actions.service.ts';
import { AgendaActions } from './agenda.actions.ts';
import { AgendaScheduler } from './agenda-scheduler.service.ts';
import { AgendaSubscription } from './agenda-subscription.ts';
import { Answers } from './answers.service.ts';
import { Corrections } from './corrections.service.ts';
import { DocumentActions } from './document.actions.ts';
import { DoneTodayActions } from './done-today.actions.ts';
import { EraseActions } from './erase.actions.ts';
import { EventActions } from './event.actions.ts';
import { FocusedActions } from './focused-action.ts';
import { PlacedActions } from './placed-actions.ts';
import { EventCancelActions } from './event-cancel.actions.ts';
import { EventChanger } from './event-change.ts';
import { EventFinder } from './event-finder.ts';
import { EventOverlaps } from './event-overlaps.ts';
import { EventQueryActions } from './event-query.actions.ts';
import { EventReminders } from './event-reminders.ts';
import { EventUpdateActions } from './event-update.actions.ts';
import { HandOnStep } from './hand-on.step.ts';
import { HelpActions } from './help.actions.ts';
import { MissedActions } from './missed.actions.ts';
import { InboundHandler } from './inbound.handler.ts';
import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';
import { NamedActions } from './named-action.ts';
import { NamedQuestions } from './named-question.actions.ts';
import { LeftOutActions } from './left-out-actions.ts';
import { LanguageActions } from './language.actions.ts';
import { NoteActions } from './note.actions.ts';
import { PictureNotes } from './picture-notes.ts';
import { PreferenceActions } from './preference.actions.ts';
import { PreferenceListActions } from './preference-list.actions.ts';
import { RenameStep } from './rename.step.ts';
import { RetentionSweep } from './retention-sweep.service.ts';
import { OwedMessages } from './owed-messages.ts';
import { RecordStep } from './record.step.ts';
import { ReminderActions } from './reminder.actions.ts';
import { ReminderChanges } from './reminder-changes.actions.ts';
import { RungActions } from './rung.actions.ts';
import { SilencedEventActions } from './silenced-event.actions.ts';
import { StayingTimes } from './staying-times.ts';
import { SpokenOfActions } from './spoken-of.actions.ts';
import { StopActions } from './stop.actions.ts';
import { TaskActions } from './task.actions.ts';
import { TimerActions } from './timer.actions.ts';
import { TitledActions } from './titled-action.ts';
import { TaskChangeActions } from './task-change.actions.ts';
import { TaskFinder } from './task-finder.ts';
import { TaskListActions } from './task-list.actions.ts';
import { TargetFinder } from './target-finder.ts';
import { Travel } from './travel.ts';
import { TurnRecovery } from './turn-recovery.service.ts';
import { TurnService } from './turn.service.ts';
import { UndoActions } from './undo.actions.ts';
import { UsualReminders } from './usual-reminders.ts';
import { UnderstandStep } from './understand.step.ts';
import { WayHome } from './way-home.service.ts';
import { ZoneActions } from './zone.actions.ts';

const recoveryPauseMs = 1_000;
const removalPauseMs = 10_000;
const agendaPauseMs = 5_000;
const retentionPauseMs = 60_000;

/** Understands what people write, acts on it and writes the answer. */
@Module({})
export class IntentModule {
  /**
   * @param slowEngine handles what the offline engine is not sure of
   * @param queueLimits other times than the usual ones, for tests
   */
  static with(config: IntentConfig, slowEngine?: SlowEngine, queueLimits?: QueueLimits): DynamicModule {
    return {
      module: IntentModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        QueuesModule.with(
          config,
          { produces: [outboundQueue, typingQueue], consumes: [intentQueue] },
          queueLimits,
        ),
        UnderstandingModule.with(config, slowEngine),
        HealthModule.needing(Database, KeyAdmission, QueueDependency, UnderstandingHealth),
        GateModule.over(Database, QueueDependency),
      ],
      providers: [
        { provide: INTENT_CONFIG, useValue: config },
        RecordStep,
        UnderstandStep,
        ActionService,
        Actions,
        EventActions,
        EventCancelActions,
        EventChanger,
        EventFinder,
        EventOverlaps,
        EventQueryActions,
        EventReminders,
        EventUpdateActions,
        TaskActions,
        TaskListActions,
        TaskChangeActions,
        TaskFinder,
        ReminderActions,
        ReminderChanges,
        RungActions,
        SilencedEventActions,
        TimerActions,
        NoteActions,
        PictureNotes,
        DocumentActions,
        StayingTimes,
        StopActions,
        EraseActions,
        DoneTodayActions,
        AgendaActions,
        AgendaSubscription,
        PreferenceActions,
        PreferenceListActions,
        Travel,
        TargetFinder,
        FocusedActions,
        PlacedActions,
        TitledActions,
        LeftOutActions,
        NamedActions,
        NamedQuestions,
        UndoActions,
        UsualReminders,
        HelpActions,
        MissedActions,
        SpokenOfActions,
        ZoneActions,
        LanguageActions,
        OwedMessages,
        Answers,
        Corrections,
        ActStep,
        RenameStep,
        HandOnStep,
        TurnService,
        InboundHandler,
        consumer(intentQueue, InboundHandler),
        TurnRecovery,
        intervalTask(TurnRecovery, recoveryPauseMs, (one) => one.recover()),
        AgendaScheduler,
        intervalTask(AgendaScheduler, agendaPauseMs, (one) => one.sendDue()),
        WayHome,
        intervalTask(WayHome, agendaPauseMs, (one) => one.bring()),
        intervalTask(ChangeStore, removalPauseMs, (one) => one.removeOld()),
        intervalTask(NotePictureStore, removalPauseMs, (one) => one.removeLeft()),
        RetentionSweep,
        intervalTask(RetentionSweep, retentionPauseMs, (one, signal) => one.run(signal)),
      ],
    };
  }
}
