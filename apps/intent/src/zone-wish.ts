import {
  type Action,
  type Meaning,
  looksLikePlace,
  placeAnswer,
  placesAround,
  placesCalled,
  understandOffline,
  zoneOfPlace,
} from '#understanding';

import { isAside } from './asides.ts';
import type { Question } from './question.ts';
import { onlyAction, type Said, sureFrom, toWish } from './said.ts';
import type { Wish } from './understood.ts';
import { cityOf } from './zone-words.ts';

type ZoneQuestion = Question & { kind: 'zone' };

/** "yes", "that's right": more than the "OK" with which people only say that they have read it. */
const AGREES =
  /^\W*(?:y|ye(?:s|ah|ep|p|a)|yup|sure|correct|right|exactly|(?:that|it)(?:'s| is) (?:right|correct|fine|good|ok|okay|it|mine|me)|ja|genau|stimmt|sí|si|correcto|exacto)\b/i;
const LIVES = /^(?:i|we)(?:'m| am|'re| are)? (?:live|living|based) in /i;
const DENIES = /^\W*(?:no|nope|nah|nein)\b(?!.*\b(?:cancel|forget|thanks|thank you)\b)/i;
/** After a while, a few words that we do not know are about something else. */
const freshMs = 10 * 60_000;

/** "Chicago", "in Texas", "CST", after the question; undefined when that names no place or zone that we know. */
export async function zoneWish(said: Said): Promise<Wish | undefined> {
  const answer = placeAnswer(said.words);
  if (!answer || (!answer.isLocated && isSaidOtherwise(said))) return undefined;
  const zones = await placesCalled(answer.place, here(said));
  return zones.length > 0 ? toWish(said, zoneMeaning(said, { place: answer.place, zones })) : undefined;
}

/** "Nice" alone is praise and "Para" says stop, though each is a place too. */
function isSaidOtherwise({ words, saidAt: reference, timezone }: Said): boolean {
  const [{ intent, confidence }] = understandOffline({ text: words, reference, timezone }).actions;
  return isAside(words) || (intent !== 'out_of_scope' && intent !== 'set_timezone' && confidence >= sureFrom);
}

/** "yes", "no", or a place that we do not know; undefined when it is about something else. */
export async function otherZoneWish(
  said: Said,
  { timezone, askedAt }: ZoneQuestion,
  meaning: Meaning,
): Promise<Wish | undefined> {
  const { intent, when } = onlyAction(meaning) ?? {};
  const isFresh = said.saidAt.getTime() - askedAt <= freshMs;
  if (intent === 'confirm' && AGREES.test(said.words)) {
    const kept = { place: cityOf(timezone), zones: [{ zone: timezone }] };
    return toWish(said, zoneMeaning(said, kept));
  }
  // "cancel that" is said of what was done.
  if (intent === 'deny' && isFresh && DENIES.test(said.words)) return toWish(said, zoneMeaning(said, {}));
  const answer = placeAnswer(said.words);
  if (intent !== 'out_of_scope' || when || !answer || !looksLikePlace(answer.place)) return undefined;
  if (isAside(said.words) || !(isFresh || answer.isLocated)) return undefined;
  const zones = await placesAround(answer.place, here(said));
  return toWish(said, zoneMeaning(said, { place: answer.place, zones }));
}

/** "I live in Tempe" needs no question, as long as we only guess where that is. */
export async function livingWish(said: Said, meaning: Meaning): Promise<Wish | undefined> {
  const isUnknown = !said.certain && onlyAction(meaning)?.intent === 'out_of_scope';
  return isUnknown && LIVES.test(said.words) ? zoneWish(said) : undefined;
}

/** Where somebody says by themselves where they are, whose clock that is. Outside the transaction, as the look-up may take a moment. */
export async function withZones(said: Said, wish: Wish): Promise<Wish> {
  const [first, ...others] = await Promise.all(wish.actions.map((action) => withZone(said, action)));
  return first ? { ...wish, actions: [first, ...others] } : wish;
}

async function withZone(said: Said, action: Action): Promise<Action> {
  const place = action.place ?? action.title;
  if (action.intent !== 'set_timezone' || action.zones || place === undefined) return action;
  // Who tells of a journey means the city that everybody knows.
  const zone = zoneOfPlace(place);
  return { ...action, zones: zone ? [{ zone }] : await placesCalled(place, here(said)) };
}

/** What was asked about a place again: "Illinois" after "which Springfield?". */
export async function zoneOfRest(said: Said, { place }: Action): Promise<Wish | undefined> {
  const answer = placeAnswer(said.words);
  const whole = answer && place && (await zoneWish({ ...said, words: `${place}, ${answer.place}` }));
  return whole ? { ...whole, words: said.words } : zoneWish(said);
}

const here = ({ country, now }: Said): { country?: string; now: Date } => ({ country, now });

const zoneMeaning = ({ words }: Said, more: Pick<Action, 'place' | 'zones'>): Meaning => ({
  actions: [{ intent: 'set_timezone', confidence: 1, words, ...more }],
});
