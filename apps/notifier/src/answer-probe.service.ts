import type { StatusPathStore } from '#data';
import { type GraphClient, GraphError } from '#whatsapp';

/**
 * While it is in doubt whether a message arrived and WhatsApp has answered nothing else lately, asks it about our number. A WhatsApp that
 * stands still may take in what was sent to it once it goes on.
 */
export class AnswerProbe {
  constructor(
    private readonly path: Pick<StatusPathStore, 'isSilent' | 'noteAnswer'>,
    private readonly graph: Pick<GraphClient, 'limits'>,
  ) {}

  async ask(): Promise<void> {
    if (!(await this.path.isSilent())) return;
    try {
      await this.graph.limits();
    } catch (error) {
      // A refusal with WhatsApp's own code is an answer; no answer, or a gateway's page, is none.
      if (!(error instanceof GraphError) || error.code === undefined) return;
    }
    await this.path.noteAnswer();
  }
}
