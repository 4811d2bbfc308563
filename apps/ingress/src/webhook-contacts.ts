import { type WebhookContact, webhookContactSchema, type WebhookMessage } from '#whatsapp';

/** The people listed beside messages, once each and under any of their ids. */
export class WebhookContacts {
  /** Of one person only, listed beside messages of one sender: they are the same, whatever they are called. */
  readonly #only?: WebhookContact;
  readonly #parents = new Map<string, WebhookContact>();
  readonly #names = new Map<string, string>();

  constructor(contacts: unknown[], messages: unknown[]) {
    const readable = contacts.flatMap((one) => webhookContactSchema.safeParse(one).data ?? []);
    for (const contact of readable) {
      const { user_id, wa_id, parent_user_id, profile } = contact;
      if (parent_user_id !== undefined) this.#parents.set(parent_user_id, contact);
      if (profile?.name === undefined) continue;
      for (const id of [user_id, wa_id, parent_user_id])
        if (id !== undefined) this.#names.set(id, profile.name);
    }
    if (contacts.length === 1 && new Set(messages.map(idOf)).size === 1) this.#only = readable[0];
  }

  /** Who is listed as the sender of a message that names nobody: by their parent's id, which is one person's, or as the only one. */
  senderOf({ from_parent_user_id: parent }: WebhookMessage): WebhookContact | undefined {
    const theirs = parent === undefined ? undefined : this.#parents.get(parent);
    const isAnother = parent !== undefined && this.#only?.parent_user_id !== undefined;
    return theirs ?? (isAnother ? undefined : this.#only);
  }

  nameOf(...ids: (string | undefined)[]): string | undefined {
    const id = ids.find((one) => one !== undefined && this.#names.has(one));
    return id === undefined ? this.#only?.profile?.name : this.#names.get(id);
  }
}

function idOf(message: unknown): unknown {
  const { from_user_id: id, from, from_parent_user_id: parent } = (message ?? {}) as Record<string, unknown>;
  return id ?? from ?? parent;
}
