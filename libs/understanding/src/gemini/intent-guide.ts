import type { Intent } from '../meaning.ts';

/** How the model tells the intents apart. */
const guide: Record<Intent, string> = {
  create_event: 'an appointment, meeting or other date for the calendar',
  list_events: 'asks what is in the calendar, when an event is, or whether a time is free',
  update_event: 'moves, renames or otherwise changes an event',
  cancel_event: 'takes an event out of the calendar, skips or ends one that repeats',
  find_time: 'asks for a free time',
  create_task: 'something to do or to buy, without a moment at which to be told',
  list_tasks: 'asks what is on a list, or with all: true what lists there are',
  update_task: 'changes a task',
  complete_task: 'says that a task is done',
  reopen_task: 'a completed task is not done after all',
  delete_task: 'takes a task off the list without doing it',
  create_reminder: 'wants to be told something at a moment or repeatedly',
  list_reminders: 'asks for the reminders',
  update_reminder: 'changes a reminder',
  snooze_reminder: 'wants a reminder that just came again later',
  cancel_reminder: 'does not want a reminder any more',
  create_timer: 'a countdown: "set a timer for 10 minutes"; when.start is when it ends',
  list_timers: 'asks how long a timer still runs',
  update_timer: 'gives a running timer more time: "add 5 minutes"; when.start is now plus what is added',
  cancel_timer: 'stops a timer',
  remember: 'a fact to keep: "I parked on level 3"; title is the fact',
  recall:
    'asks for a fact that was to be kept: "where did I park"; title is what it is about, absent when everything that was kept is asked for',
  forget: 'does not want such a fact kept any more; title is what it is about',
  agenda: 'asks for everything of a day or week: events, tasks and reminders',
  missed: 'asks what was missed, or whether the assistant has reminded them',
  set_timezone:
    'is somewhere else or wants another time zone; place is the place, "home" for being back; when is how long they stay, only if said',
  set_preference:
    'how the assistant is to behave from now on: language (with language), quiet hours, date format, reminders before every event, a daily agenda',
  list_preferences: 'asks for these settings, or in general what is known about them',
  send_calendar: 'wants the calendar as a file',
  greeting: 'only says hello',
  help: 'asks what the assistant can do or how, or for a human to talk to',
  thanks: 'only says thanks',
  undo: 'takes back what the assistant did last',
  confirm: 'says yes to a question of the assistant',
  deny: 'says no to a question of the assistant',
  stop: 'wants no messages any more',
  start: 'wants messages again',
  export_data: 'wants all stored data',
  erase_data: 'wants everything that is stored about them deleted',
  out_of_scope: 'anything else, or not to be understood',
};

export const intentGuide = Object.entries(guide)
  .map(([intent, meaning]) => `- ${intent}: ${meaning}`)
  .join('\n');
