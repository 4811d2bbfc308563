// Apart from the engines: whoever only writes files need not load them.
export { type CalendarEntry, calendarFile, idOfUid } from './calendar-file.ts';
