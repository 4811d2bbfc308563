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
export { type TimezoneGuess, timezoneOf } from './timezone-of.ts';
export { type MediaFacts, type MediaMeaning, understandMedia } from './understand-media.ts';
export { geminiFault } from './gemini/gemini-fault.ts';
export { type GeminiConfig, geminiSettings, understandingMode } from './gemini/gemini.settings.ts';
export { UnderstandingHealth } from './understanding-health.ts';
export { UnderstandingModule } from './understanding.module.ts';
export { type SlowEngine, Understanding } from './understanding.ts';
export { understandOffline } from './offline/understand-offline.ts';
