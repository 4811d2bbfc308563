import { webhookContactSchema } from '#whatsapp';

/** Names are listed beside the messages, once per person and under either id. */
export class ContactNames {
  readonly #byUserId = new Map<string, string>();
  readonly #byPhone = new Map<string, string>();

  constructor(contacts: unknown[]) {
    for (const one of contacts) {
      const { data: contact } = webhookContactSchema.safeParse(one);
      const name = contact?.profile?.name;
      if (!contact || name === undefined) continue;
      if (contact.user_id !== undefined) this.#byUserId.set(contact.user_id, name);
      if (contact.wa_id !== undefined) this.#byPhone.set(contact.wa_id, name);
    }
  }

  of(sender: { from?: string; from_user_id?: string }): string | undefined {
    const byUserId = sender.from_user_id && this.#byUserId.get(sender.from_user_id);
    return byUserId ?? (sender.from && this.#byPhone.get(sender.from));
  }
}
