import type { AccessRules, AccessStore } from '#data';
import type { InboundPayload } from '#queues';

/** Whose files are read. */
export class Admission {
  /** @param store who said the code word, where one is needed */
  constructor(
    private readonly rules: AccessRules,
    private readonly store?: AccessStore,
  ) {}

  async admits(from: InboundPayload['from']): Promise<boolean> {
    return this.rules.admits(from.phone) || ((await this.store?.isAdmitted(from)) ?? false);
  }
}
