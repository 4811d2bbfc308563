import { Injectable } from '@nestjs/common';

import { Statuses } from '../cloud-api/messages/statuses.ts';
import { People } from '../people.ts';
import { Conversations } from '../phone/conversations.ts';
import { Rules } from '../rules/rules.ts';
import { SendGate } from '../rules/send-gate.ts';
import { ServiceWindows } from '../rules/service-windows.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { Books } from './books.ts';
import { Faults } from './faults.ts';
import { Wire } from './wire.ts';

/** As if nothing had happened yet. Accounts, files and templates stay, and so does the time. */
@Injectable()
export class Reset {
  constructor(
    private readonly courier: WebhookCourier,
    private readonly rules: Rules,
    private readonly faults: Faults,
    private readonly books: Books,
    private readonly wire: Wire,
    private readonly gate: SendGate,
    private readonly statuses: Statuses,
    private readonly windows: ServiceWindows,
    private readonly people: People,
    private readonly conversations: Conversations,
  ) {}

  everything(): void {
    this.courier.reset();
    this.rules.reset();
    this.faults.reset();
    this.books.empty();
    this.wire.empty();
    this.gate.reset();
    this.statuses.reset();
    this.windows.reset();
    this.people.reset();
    // Last, since open phones begin anew with it.
    this.conversations.reset();
  }
}
