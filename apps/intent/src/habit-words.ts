import { DateTime } from 'luxon';

import { replies } from '#replies';

/** "7:30 AM" @param minute of the day */
export const minuteWords = (minute: number): string =>
  replies.clockWords(DateTime.fromObject({ hour: Math.floor(minute / 60), minute: minute % 60 }));
