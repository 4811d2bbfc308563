import type { AccessRules, AccessStore, ErasureStore } from '#data';
import { otherSpelling, type Sealer } from '#platform';
import type { InboundPayload } from '#queues';

/** Whose files are read: not those of strangers, nor what waits of people who were erased since they sent it. */
export class Admission {
  /** @param access who said the code word, where one is needed */
  constructor(
    private readonly rules: AccessRules,
    private readonly sealer: Pick<Sealer, 'blindIndex'>,
    private readonly erasure: ErasureStore,
    private readonly access?: AccessStore,
  ) {}

  async admits(payload: Pick<InboundPayload, 'from' | 'messageKey' | 'sentAt'>): Promise<boolean> {
    const { from } = payload;
    const isKnown = this.rules.admits(from.phone) || ((await this.access?.isAdmitted(from)) ?? false);
    return isKnown && !(await this.#isErased(payload));
  }

  #isErased({
    from: { bsuid, phone },
    messageKey,
    sentAt,
  }: Pick<InboundPayload, 'from' | 'messageKey' | 'sentAt'>): Promise<boolean> {
    const phones = phone ? [phone, otherSpelling(phone) ?? phone] : [];
    const names = [
      ...(bsuid ? [this.sealer.blindIndex('bsuid', bsuid)] : []),
      ...phones.map((one) => this.sealer.blindIndex('phone', one)),
    ];
    const at = new Date(sentAt * 1_000);
    return this.erasure.coversMessage(names, messageKey, at);
  }
}
