import { Logger } from '@nestjs/common';

import type { FileModel, SentPage } from './file-model.ts';
import type { MediaFacts, MediaMeaning } from './media-facts.ts';
import { modelType } from './model-type.ts';
import { problemOf } from './no-answer.ts';

const logger = new Logger('MediaUnderstanding');

/** The model's answer, or what the person is told unless the file can be read offline. */
type Asked<T> = { answer: T; failure?: undefined } | { answer?: undefined; failure: MediaMeaning };

/** Asks the language model about a file, where there is one. Never rejects. */
export async function askModel<T>(
  model: FileModel | undefined,
  facts: MediaFacts,
  bytes: Uint8Array,
  signal: AbortSignal,
  call: (model: FileModel, file: SentPage) => Promise<T>,
): Promise<Asked<T>> {
  if (!model) return { failure: { problem: 'needs_model' } };
  if (bytes.length === 0) return { failure: { problem: 'nothing_read' } };
  const { caption, saidAt: reference, timezone, dayFirst, person } = facts;
  const mimeType = modelType(facts);
  try {
    return { answer: await call(model, { bytes, mimeType, caption, reference, timezone, dayFirst, person }) };
  } catch (error) {
    const problem = problemOf(error, facts.kind, signal);
    // Its message may quote what is in the file.
    const reason = error instanceof Error ? error.name : 'unknown';
    logger.warn({ message: 'file read offline', kind: facts.kind, problem, reason });
    return { failure: { problem } };
  }
}
