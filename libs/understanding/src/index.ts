export {
  type Action,
  type Intent,
  intents,
  type Meaning,
  type NoSuchDate,
  type Recurrence,
  type UnderstandRequest,
  type When,
} from './meaning.ts';
export { plainLine } from './plain-words.ts';
export { actionSchema, type Reading, readingSchema } from './reading.ts';
export { zoneOfPlace } from './dates/zone-places.ts';
export { looksLikePlace, type PlaceAnswer, placeAnswer } from './places/place-answer.ts';
export { type Here, placesAround, placesCalled, type ZonedPlace } from './places/zoned-places.ts';
export { timezoneSettings, zoneRule } from './timezone.settings.ts';
export { countryOf, dayFirstOf, type TimezoneGuess, timezoneOf } from './timezone-of.ts';
export { MediaUnderstandingModule } from './media/media-understanding.module.ts';
export { type MediaMeaning } from './media/media-facts.ts';
export { MediaUnderstanding } from './media/media-understanding.ts';
export { geminiFault, geminiStanding } from './gemini/gemini-fault.ts';
export { type GeminiConfig, geminiSettings, understandingMode } from './gemini/gemini.settings.ts';
export { UnderstandingHealth } from './understanding-health.ts';
export { understandingOf, UnderstandingModule } from './understanding.module.ts';
export { type SlowEngine, Understanding } from './understanding.ts';
export { isInEvening } from './offline/evening.ts';
export { forAnother, isOtherItem } from './offline/another-person.ts';
export { isChore, otherTitle } from './offline/other-title.ts';
export { languageIn } from './offline/other-language.ts';
export { understandOffline, whenAlone } from './offline/understand-offline.ts';
