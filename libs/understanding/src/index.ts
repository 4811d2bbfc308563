export type { Intent, Meaning, UnderstandRequest, When } from './meaning.ts';
export { type TimezoneGuess, timezoneOf } from './timezone-of.ts';
export { understandOffline } from './understand-offline.ts';
