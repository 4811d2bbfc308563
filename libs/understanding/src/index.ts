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
export { actionSchema, type Reading, readingSchema } from './reading.ts';
export { timezoneSettings } from './timezone.settings.ts';
export { type TimezoneGuess, timezoneOf } from './timezone-of.ts';
export type { FileModel } from './media/file-model.ts';
export type { MediaFacts, MediaMeaning } from './media/media-facts.ts';
export { MediaUnderstanding } from './media/media-understanding.ts';
export { type SlowEngine, Understanding } from './understanding.ts';
export { understandOffline } from './offline/understand-offline.ts';
export { nextOccurrences } from './tmp-occurrences.ts';
