import { DateTime, Info } from 'luxon';

import type { UnderstandRequest } from '../meaning.ts';
import type { PrivateDetails } from './private-details.ts';

const mostExchanges = 3;
const longestExchange = 300;
const longestMessage = 6_000;

/** Where and when something was said. */
export type SpokenContext = Pick<
  UnderstandRequest,
  'reference' | 'timezone' | 'dayFirst' | 'morning' | 'weekStart'
>;

/** What the model gets to know: no more than it needs, and nobody's name or number. */
export function messageData(
  { text, history, answerIn, ...context }: UnderstandRequest,
  details: PrivateDetails,
): object {
  const short = (words: string | undefined): string | undefined =>
    words && details.hide(words).slice(0, longestExchange);
  const conversation = (history?.() ?? [])
    .slice(-mostExchanges)
    .map(({ said, answered }) => ({ person: short(said), assistant: short(answered) }));
  return {
    ...contextData(context),
    ...(conversation.length > 0 && { conversation }),
    ...(answerIn && { answer_in: answerIn }),
    message: details.hide(text).slice(0, longestMessage),
  };
}

/** @throws RangeError when the reference or the time zone is not valid */
export function contextData({ reference, timezone, dayFirst, morning, weekStart }: SpokenContext): object {
  const local = DateTime.fromJSDate(reference, { zone: timezone }).setLocale('en');
  if (!local.isValid) throw new RangeError(`no time in this zone: ${local.invalidReason}`);
  return {
    local_time: local.toFormat("cccc yyyy-MM-dd'T'HH:mm"),
    timezone,
    numeric_dates: dayFirst ? 'day first' : 'month first',
    ...(morning !== undefined && {
      mornings_begin_at: local.startOf('day').plus({ minutes: morning }).toFormat('HH:mm'),
    }),
    ...(weekStart !== undefined && {
      weeks_begin_on: Info.weekdays('long', { locale: 'en' })[weekStart - 1],
    }),
  };
}
