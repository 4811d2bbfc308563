export type { Intent, Meaning, UnderstandRequest, When } from './meaning.ts';
export { type TimezoneGuess, timezoneOf } from './timezone-of.ts';
export { type MediaFacts, type MediaMeaning, understandMedia } from './understand-media.ts';
export { type SlowEngine, Understanding } from './understanding.ts';
export { understandOffline } from './understand-offline.ts';
