import type { StatusPathStore } from '#data';
import { type GraphClient, GraphError } from '#whatsapp';

/**
 * While it is in doubt whether a message arrived, asks WhatsApp about our number, each time over a new connection. A WhatsApp that stands
 * still may take in what was sent to it once it goes on, and one that is slow to accept connections serves those that it has meanwhile.
 */
export class AnswerProbe {
  constructor(
    private readonly path: Pick<StatusPathStore, 'timeToAsk' | 'noteAnswerTo'>,
    private readonly graph: Pick<GraphClient, 'probe'>,
  ) {}

  async ask(): Promise<void> {
    const askedAt = await this.path.timeToAsk();
    if (!askedAt) return;
    try {
      await this.graph.probe();
    } catch (error) {
      // A refusal with WhatsApp's own code is an answer; no answer, or a gateway's page, is none.
      if (!(error instanceof GraphError) || error.code === undefined) return;
    }
    await this.path.noteAnswerTo(askedAt);
  }
}
