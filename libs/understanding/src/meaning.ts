/** The intents a person can have. Offline, only some are recognised; the rest become `out_of_scope`. */
export type Intent =
  | 'create_event'
  | 'list_events'
  | 'update_event'
  | 'cancel_event'
  | 'create_task'
  | 'list_tasks'
  | 'complete_task'
  | 'delete_task'
  | 'create_reminder'
  | 'list_reminders'
  | 'cancel_reminder'
  | 'set_timezone'
  | 'greeting'
  | 'help'
  | 'thanks'
  | 'undo'
  | 'confirm'
  | 'deny'
  | 'stop'
  | 'start'
  | 'export_data'
  | 'erase_data'
  | 'out_of_scope';

/** A moment or a period. `start` and the exclusive `end` are ISO 8601 with the zone's offset. */
export interface When {
  start: string;
  end?: string;
  /** Precision: "tomorrow" is a day, "tomorrow at 5pm" an hour, "in 20 minutes" a minute. */
  grain: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
}

export interface Meaning {
  intent: Intent;
  /** Confidence, 0 to 1; 0 for `out_of_scope`. */
  confidence: number;
  /** What the task or reminder says: "call mom". */
  title?: string;
  /** The task's number in the list: 2 in "task 2 done". */
  number?: number;
  when?: When;
  /** "every monday": `when` is the first time only. */
  recurring?: boolean;
}

/** A sentence with what "now" and "here" mean to the person who said it. */
export interface UnderstandRequest {
  text: string;
  /** When it was said. */
  reference: Date;
  /** The person's IANA zone, "Europe/Berlin". */
  timezone: string;
  /** The last exchanges with this person, oldest first. */
  history?: () => { said?: string; answered?: string }[];
}
