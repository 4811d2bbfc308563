import { GeminiError } from '../gemini/gemini.errors.ts';
import type { MediaFacts, MediaMeaning } from './media-facts.ts';

/**
 * What the person is told when the language model failed at a file and nothing else can read it. Only a failure that says nothing about
 * the file is worth another attempt.
 */
export function problemOf(
  error: unknown,
  kind: MediaFacts['kind'],
  signal: AbortSignal,
): NonNullable<MediaMeaning['problem']> {
  if (signal.aborted) return 'model_away';
  if (!(error instanceof GeminiError)) return 'needs_model';
  if (error.isTemporary) return 'model_away';
  if (error.fault !== 'answer') return 'needs_model';
  return kind === 'audio' ? 'nothing_heard' : 'nothing_read';
}
