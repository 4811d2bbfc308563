import { Logger } from '@nestjs/common';

import { counter, histogram } from '#platform';

import { GeminiError } from './gemini/gemini.errors.ts';
import type { Meaning, UnderstandRequest } from './meaning.ts';
import { understandOffline } from './offline/understand-offline.ts';

/** A slow engine, such as a language model. It must stop when `signal` aborts, and rejects when it has no answer. */
export type SlowEngine = (request: UnderstandRequest, signal: AbortSignal) => Promise<Meaning>;

const tookSeconds = histogram(
  'understanding_seconds',
  'How long understanding a message took, by engine',
  [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 5],
  ['engine'],
);
const fallbacks = counter(
  'understanding_fallbacks_total',
  'Messages understood offline though the model should have been asked: it had no free place, or failed',
  ['reason'],
);
for (const reason of ['busy', 'failed']) fallbacks.inc({ reason }, 0);

/** From this confidence on, the offline engine is trusted. */
const sureFrom = 0.8;

/**
 * Understands a sentence. What the offline engine is sure of is answered at once; the rest goes to the slow engine, if
 * there is one with a free place. Otherwise, and whenever that fails, the offline engine decides, so that neither slow
 * calls nor failures of others leave a person without an answer.
 */
export class Understanding {
  readonly #logger = new Logger(Understanding.name);
  #slowCalls = 0;

  /**
   * @param slowCallsAtOnce concurrent calls of the slow engine in this process
   * @param asks which sentences go to the slow engine: those that the offline engine is not sure of, or all
   */
  constructor(
    private readonly slowCallsAtOnce: number,
    private readonly slowEngine?: SlowEngine,
    private readonly asks: 'unsure' | 'all' = 'unsure',
  ) {}

  /** Whether messages in other languages than English can be understood. */
  get understandsAnyLanguage(): boolean {
    return this.slowEngine !== undefined;
  }

  /**
   * @throws the signal's reason as soon as it aborts, whether or not the slow engine obeys it
   * @throws RangeError when the reference or the time zone is not valid
   */
  async understand(request: UnderstandRequest, signal: AbortSignal): Promise<Meaning> {
    const offline = this.#understandOffline(request);
    if (!this.slowEngine || (this.asks === 'unsure' && isSure(offline))) return offline;
    if (this.#slowCalls >= this.slowCallsAtOnce) {
      fallbacks.inc({ reason: 'busy' });
      return offline;
    }
    const took = tookSeconds.startTimer({ engine: 'model' });
    try {
      return await Promise.race([this.#call(this.slowEngine, request, signal), aborted(signal)]);
    } catch (error) {
      signal.throwIfAborted();
      // The engine has logged these itself.
      if (!(error instanceof GeminiError))
        this.#logger.error({ message: 'slow engine broken', at: placeOf(error) });
      fallbacks.inc({ reason: 'failed' });
      return offline;
    } finally {
      took();
    }
  }

  #understandOffline(request: UnderstandRequest): Meaning {
    const took = tookSeconds.startTimer({ engine: 'offline' });
    const meaning = understandOffline(request);
    took();
    return meaning;
  }

  /** Its place is taken until the engine ends, also when nobody waits for it any more. */
  async #call(engine: SlowEngine, request: UnderstandRequest, signal: AbortSignal): Promise<Meaning> {
    this.#slowCalls++;
    try {
      return await engine(request, signal);
    } finally {
      this.#slowCalls--;
    }
  }
}

const isSure = ({ actions }: Meaning): boolean =>
  actions.every(({ intent, confidence }) => intent !== 'out_of_scope' && confidence >= sureFrom);

/** Where it was thrown, without its message: that may quote what a person wrote. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const frames = (error.stack ?? '').replace(error.message, '').match(/^ +at .+:\d+:\d+\)?$/gm) ?? [];
  return [error.name, ...frames].join('\n');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
