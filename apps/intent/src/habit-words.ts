import { DateTime } from 'luxon';

/** "7:30 AM" @param minute of the day */
export const minuteWords = (minute: number): string =>
  DateTime.fromObject({ hour: Math.floor(minute / 60), minute: minute % 60 })
    .setLocale('en-US')
    .toFormat('h:mm a');
