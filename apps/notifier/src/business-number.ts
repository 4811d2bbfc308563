import type { TokenSource } from '#whatsapp';

/** The number that messages leave from, and the token that they leave with. */
export class BusinessNumber {
  /** @param id WhatsApp's `phone_number_id` */
  constructor(
    readonly id: string,
    private readonly token: Pick<TokenSource, 'fingerprint'>,
  ) {}

  /** Tells one token from another, and nothing more. */
  tokenFingerprint(): string {
    return this.token.fingerprint();
  }
}
