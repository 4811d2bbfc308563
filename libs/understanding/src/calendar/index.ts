// Apart from the engines: whoever only writes files need not load them.
export { type CalendarEntry, calendarFile, uidOf } from './calendar-file.ts';
