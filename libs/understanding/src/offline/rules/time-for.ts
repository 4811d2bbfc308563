import { isEventObject } from '../event-object.ts';
import { pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

const COUNT =
  '(?:\\d+|an?|one|two|three|four|five|six|eight|ten|fifteen|twenty|thirty|forty|forty-?five|ninety|half an|a half|a couple of)';
const LENGTH = `${COUNT}[- ](?:hours?|hrs?|minutes?|mins?)(?: and a half)?`;
const SLOT = '(?:(?:some|enough|more|free|a bit of|an?|the) )*(?:time|slot|gap|window|room|space|session)';
/** What stands between may not be a place: "room in the fridge for the party food". */
const TIME_FOR = pattern(
  `^(?:(?:i|we)(?:'d| would)? (?:really )?(?:need|want|like)|make|keep|save|set aside)(?: me)? (?:(?<length>${LENGTH})|${SLOT}) (?:for|of|with|at) (?<what>.+)$`,
);

/**
 * The event that time is wanted for, with how long it takes: "lunch tomorrow at 12 for an hour" of "I need an hour for lunch tomorrow at 12";
 * undefined where it is for something else.
 */
export function timeFor({ command, dates }: Sentence): string | undefined {
  const { length, what } = TIME_FOR.exec(command)?.groups ?? {};
  if (!what || !isEventObject(what, dates)) return undefined;
  return length ? `${what} for ${length}` : what;
}
