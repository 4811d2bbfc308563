/** A WhatsApp business account (WABA). All accounts here belong to one portfolio, so a person has one user id. */
export interface BusinessAccount {
  readonly id: string;
  name: string;
  /** Where its webhooks go, unless a number has an address of its own. */
  webhookUrl: string;
  readonly numbers: BusinessNumber[];
}

/** A business's phone number, in the words of `GET /<phone number id>`. */
export interface BusinessNumber {
  readonly id: string;
  readonly account: BusinessAccount;
  /** Digits, as `display_phone_number` in webhooks. */
  readonly phone: string;
  verifiedName: string;
  status: 'CONNECTED' | 'PENDING' | 'DISCONNECTED' | 'FLAGGED' | 'RESTRICTED' | 'RATE_LIMITED' | 'BANNED';
  qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  throughput: 'STANDARD' | 'HIGH';
  /** Set on a test number: only these phones (digits) may be written to. */
  allowedRecipients?: Set<string>;
  webhookUrl?: string;
}
