import type { Meaning, UnderstandRequest } from './meaning.ts';
import { understandOffline } from './offline/understand-offline.ts';

/** A slow engine, such as a language model. It must stop when `signal` aborts. */
export type SlowEngine = (request: UnderstandRequest, signal: AbortSignal) => Promise<Meaning>;

/** From this confidence on, the offline engine is trusted. */
const sureFrom = 0.8;

/**
 * Understands a sentence. What the offline engine is sure of is answered at once; the rest goes to the slow engine, if
 * there is one with a free place. Otherwise the offline engine decides, so that slow calls never hold up everybody.
 */
export class Understanding {
  #slowCalls = 0;

  /** @param slowCallsAtOnce concurrent calls of the slow engine in this process */
  constructor(
    private readonly slowCallsAtOnce: number,
    private readonly slowEngine?: SlowEngine,
  ) {}

  /**
   * @throws the signal's reason as soon as it aborts, whether or not the slow engine obeys it
   * @throws RangeError when the reference or the time zone is not valid
   */
  async understand(request: UnderstandRequest, signal: AbortSignal): Promise<Meaning> {
    const offline = understandOffline(request);
    if (isSure(offline) || !this.slowEngine || this.#slowCalls >= this.slowCallsAtOnce) return offline;
    return Promise.race([this.#call(this.slowEngine, request, signal), aborted(signal)]);
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

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
