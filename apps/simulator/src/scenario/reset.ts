import { Injectable } from '@nestjs/common';

import { Accounts } from '../accounts/accounts.ts';
import { Registration } from '../accounts/registration.ts';
import { Clock } from '../clock.ts';
import { Statuses } from '../cloud-api/messages/statuses.ts';
import { Usage } from '../management/usage.ts';
import { MediaShelf } from '../media/media.shelf.ts';
import { People } from '../people.ts';
import { Conversations } from '../phone/conversations.ts';
import { Rules } from '../rules/rules.ts';
import { SendGate } from '../rules/send-gate.ts';
import { ServiceWindows } from '../rules/service-windows.ts';
import { TemplateEditor } from '../templates/template.editor.ts';
import { TemplateReview } from '../templates/template.review.ts';
import { Templates } from '../templates/templates.ts';
import { Tokens } from '../tokens/tokens.ts';
import { UploadSessions } from '../uploads/upload-sessions.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { Books } from './books.ts';
import { Faults } from './faults.ts';
import { type ResetPart, resetParts } from './reset.schema.ts';
import { Sessions } from './sessions.ts';
import { Wire } from './wire.ts';

/** As if the simulator had just been started. */
@Injectable()
export class Reset {
  readonly #parts: Record<ResetPart, { reset(): void }[]>;

  constructor(
    private readonly courier: WebhookCourier,
    private readonly gate: SendGate,
    private readonly usage: Usage,
    clock: Clock,
    rules: Rules,
    faults: Faults,
    tokens: Tokens,
    accounts: Accounts,
    registration: Registration,
    templates: Templates,
    editor: TemplateEditor,
    review: TemplateReview,
    shelf: MediaShelf,
    uploads: UploadSessions,
    sessions: Sessions,
    books: Books,
    wire: Wire,
    people: People,
    statuses: Statuses,
    windows: ServiceWindows,
    conversations: Conversations,
  ) {
    this.#parts = {
      clock: [clock],
      rules: [rules],
      faults: [faults],
      tokens: [tokens],
      accounts: [accounts, registration],
      templates: [templates, editor, review],
      media: [shelf, uploads],
      sessions: [sessions],
      books: [books, wire],
      people: [people],
      chats: [statuses, windows, conversations],
    };
  }

  /** What is still on its way is given up whatever is kept, and the limits begin to count anew. */
  allBut(keep: readonly ResetPart[]): void {
    this.courier.reset();
    this.gate.reset();
    this.usage.reset();
    for (const part of resetParts) {
      if (!keep.includes(part)) for (const one of this.#parts[part]) one.reset();
    }
  }
}
