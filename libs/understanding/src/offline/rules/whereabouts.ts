import type { NoSuchDate, When } from '../../meaning.ts';
import { zoneOfPlace } from '../../dates/zone-places.ts';
import { pattern } from '../lexicon.ts';

/** "now", "until friday": a stay, where "I'm in Rome on friday" is a plan, and so is "this weekend" or "for the wedding". */
const STAY =
  '(?: (?:now|right now|at the moment|today|this week|(?:until|till|through) [\\w ]{2,30}|for (?:(?!the\\b)(?:a|\\w+) (?:days?|weeks?|months?)|the (?:week|month|next \\w+ \\w+|rest of [\\w ]{2,20}))))';
/** As long as one is there already. */
const STAY_THERE = `(?:${STAY}| (?:this (?:weekend|month)|for the [\\w ]{2,30}))`;
const PLACE = "(?<place>[\\w' ]{2,30}?)";
/** Zones that people call by a name of their own. */
export const ZONE_NAME = '(?:pacific|eastern|central|mountain|utc|gmt|cet|british)';
const NAMED_ZONE = `(?<zone>${ZONE_NAME} (?:standard |daylight |summer )?time)`;
/** Each says where the person is, or after which clock to go. */
const FORMS = [
  `^(?:i'm|i am|we're|we are) in ${PLACE}${STAY}?$`,
  `^(?:i|we) (?:live|am based|'m based|are based) in ${PLACE}(?: now)?$`,
  `^(?:i'm|i am|we're|we are) back(?: (?<place>home))?(?: (?:now|again))?$`,
  `^(?:i'm|i am|we're|we are) (?:now|currently|back) in ${PLACE}${STAY_THERE}?$`,
  `^(?:i|we)(?:'ve| have)? (?:just |now )?(?:landed|arrived|got|moved|touched down|relocated) (?:in|to|at) ${PLACE}${STAY_THERE}?$`,
  `^(?:set|change|switch|put|move|turn|adjust|go|use)(?: over| back| me)*(?: (?:my|the) (?:clocks?|watch|times?))?(?: (?:to|on|for))? ${PLACE} time$`,
  `^(?:set|change|switch|put|move|turn|adjust) (?:my|the) (?:clocks?|watch) (?:to|for) ${PLACE}$`,
  `^(?:i'm|i am|we're|we are) (?:now )?on ${NAMED_ZONE}${STAY}?$`,
].map((form) => pattern(form));
const MAY_BE_ONE =
  /^(?:i|we|set|change|switch|put|move|turn|adjust|go|use)\b.* (?:in|to|at|on|use|time|home|back)\b/i;

/** The place or zone whose time is that of the person from now on: "Tokyo" in "I'm in Tokyo now"; it is one that has a zone. */
export function whereabouts(command: string): string | undefined {
  if (!MAY_BE_ONE.test(command)) return undefined;
  for (const form of FORMS) {
    const found = form.exec(command);
    if (found && IS_BACK.test(command)) return 'home';
    const { place, zone } = found?.groups ?? {};
    if (zone || (place && zoneOfPlace(place))) return zone ?? place;
  }
  return undefined;
}

const IS_BACK = /\bback(?: home)?(?: (?:now|again))?$/i;

/** "I'll be in Tokyo next week", "we're in Rome from monday on": the place, where it is one that has a zone. */
export function futureWhereabouts(command: string): string | undefined {
  const { place, there } = WILL_BE.exec(command)?.groups ?? {};
  const named = place ?? there;
  return named && zoneOfPlace(named) ? named : undefined;
}

const LATER =
  '(?:next (?:week|weekend|month|year|\\w+day)|tomorrow|(?:on|from|in|for|at|until) (?!.*\\bfor the\\b).{2,40}|this (?:week|weekend|month))';
const WILL_BE = pattern(
  `^(?:(?:i'll|i will|we'll|we will|i'm going to|we're going to) be (?:in|over in|staying in) ${PLACE}(?: ${LATER})?|(?:i'm|i am|we're|we are) in ${PLACE.replace('place', 'there')} (?:next (?:week|weekend|month|year)|from (?!.*\\b(?:today|now)\\b).{2,40}))$`,
);

const ENDS =
  / (?<stay>today|this (?:week|weekend|month)|(?:until|till|through) [\w ]{2,30}|for (?:the (?:week|month|next \w+ \w+|rest of [\w ]{2,20})|(?!the\b)\w+ (?:days?|weeks?|months?)))$/i;

/** How long a stay lasts, where that is said: "this week", "until friday", "for three days". */
export function stayIn(
  command: string,
  dates: (text: string) => { when?: When; noSuchDate?: NoSuchDate },
): { when?: When; noSuchDate?: NoSuchDate } {
  const stay = ENDS.exec(command)?.groups?.stay;
  if (stay === undefined) return {};
  const length = /^for (?:the next )?(?<length>(?!the\b)\w+ (?:days?|weeks?|months?))$/i.exec(stay)?.groups
    ?.length;
  const { when, noSuchDate } = dates(
    length === undefined
      ? stay
          .replace(/^(?:until|till|through|for) /i, '')
          .replace(/^(?:the )?rest of the|^the(?= (?:week|month)$)/i, 'this')
      : `in ${length}`,
  );
  // Only a day that there is ends a stay; without one it would be for good.
  return when ? { when } : noSuchDate ? { noSuchDate } : {};
}
