import type { StatusPathStore } from '#data';
import { type GraphClient, GraphError } from '#whatsapp';

/** Of this process, in a long outage. */
const longOutagePauseMs = 60_000;

/**
 * While WhatsApp may still take in a message that is in doubt, asks it about our number, each time over a new connection. A WhatsApp that
 * stands still may take in what was sent to it once it goes on, and one that is slow to accept connections serves those that it has meanwhile.
 */
export class AnswerProbe {
  #askedAtMs = -Infinity;

  constructor(
    private readonly path: Pick<StatusPathStore, 'timeToAsk' | 'noteAnswerTo'>,
    private readonly graph: Pick<GraphClient, 'probe'>,
  ) {}

  async ask(): Promise<void> {
    const time = await this.path.timeToAsk();
    if (!time) return;
    if (time.isLongSilent && performance.now() - this.#askedAtMs < longOutagePauseMs) return;
    this.#askedAtMs = performance.now();
    if (await this.#isAnswered()) await this.path.noteAnswerTo(time.now);
  }

  /** A refusal with WhatsApp's own code is an answer; no answer, or a gateway's page, is none. */
  async #isAnswered(): Promise<boolean> {
    try {
      await this.graph.probe();
      return true;
    } catch (error) {
      return error instanceof GraphError && error.code !== undefined;
    }
  }
}
