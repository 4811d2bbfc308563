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
export { nextOccurrences } from './dates/recurrence.ts';
export { type TimezoneGuess, timezoneOf } from './timezone-of.ts';
export { type MediaFacts, type MediaMeaning, understandMedia } from './understand-media.ts';
export { type SlowEngine, Understanding } from './understanding.ts';
export { understandOffline } from './offline/understand-offline.ts';
