import { casual } from 'chrono-node';

import { dayAfterTomorrow, dayOfMonth, hourParts, spokenTime } from './date-parsers.ts';
import { partOfDayLast, zonesInCapitals } from './date-refiners.ts';

/** chrono's English (month before day) with the everyday forms it lacks. */
export const englishDates = casual.clone();
englishDates.parsers.push(dayAfterTomorrow, dayOfMonth, spokenTime, hourParts);
englishDates.refiners.push(zonesInCapitals, partOfDayLast);
