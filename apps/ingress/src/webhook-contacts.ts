import { type WebhookContact, webhookContactSchema } from '#whatsapp';

/** The people listed beside messages, once each and under any of their ids. */
export class WebhookContacts {
  /** Of one person only, listed beside messages of one sender: they are the same, whatever they are called. */
  readonly only?: WebhookContact;
  readonly #names = new Map<string, string>();

  constructor(contacts: unknown[], messages: unknown[]) {
    const readable = contacts.flatMap((one) => webhookContactSchema.safeParse(one).data ?? []);
    for (const contact of readable) {
      const { user_id, wa_id, parent_user_id, profile } = contact;
      if (profile?.name === undefined) continue;
      for (const id of [user_id, wa_id, parent_user_id])
        if (id !== undefined) this.#names.set(id, profile.name);
    }
    if (contacts.length === 1 && new Set(messages.map(senderOf)).size === 1) this.only = readable[0];
  }

  nameOf(...ids: (string | undefined)[]): string | undefined {
    const id = ids.find((one) => one !== undefined && this.#names.has(one));
    return id === undefined ? this.only?.profile?.name : this.#names.get(id);
  }
}

function senderOf(message: unknown): unknown {
  const { from_user_id: user, from } = (message ?? {}) as Record<string, unknown>;
  return user ?? from;
}
