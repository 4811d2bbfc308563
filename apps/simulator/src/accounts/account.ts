/** A WhatsApp business account (WABA). All accounts here belong to one portfolio, so a person has one user id. */
export interface BusinessAccount {
  readonly id: string;
  name: string;
  /** Where the webhooks of its app go. */
  webhookUrl: string;
  /** Where those about messages go instead. */
  overrideUrl?: string;
  /** Whether the app gets webhooks of this account at all. */
  subscribed: boolean;
  reviewStatus: 'APPROVED' | 'PENDING' | 'REJECTED';
  /** Which of Facebook's time zones: 1 is America/Los_Angeles. */
  timezoneId: string;
  readonly numbers: BusinessNumber[];
}

/** A business's phone number, in the words of `GET /<phone number id>`. */
export interface BusinessNumber {
  readonly id: string;
  readonly account: BusinessAccount;
  /** Digits, as `display_phone_number` in webhooks. */
  readonly phone: string;
  verifiedName: string;
  username?: string;
  nameStatus: 'APPROVED' | 'PENDING_REVIEW' | 'DECLINED' | 'NONE';
  /** A name that waits for its review, or was declined. */
  newName?: { name: string; status: 'PENDING_REVIEW' | 'DECLINED' };
  codeVerificationStatus: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
  status: 'CONNECTED' | 'PENDING' | 'DISCONNECTED' | 'FLAGGED' | 'RESTRICTED' | 'RATE_LIMITED' | 'BANNED';
  qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  throughput: 'STANDARD' | 'HIGH';
  /** Of the two-step verification. */
  pin?: string;
  /** In milliseconds of the simulator's clock. */
  registeredAt?: number;
  /** Set on a test number: only these phones (digits) may be written to. */
  allowedRecipients?: Set<string>;
  /** Where webhooks about its messages go instead. */
  webhookUrl?: string;
  /** What people see of the business, in the words of the Graph API. */
  profile: Record<string, unknown>;
  /** `/<phone number id>/settings`, in the words of the Graph API. */
  settings: Record<string, unknown>;
}

/** An override, of the number before that of the account, holds for messages and their statuses only. */
export function webhookAddress(about: {
  account: BusinessAccount;
  number?: BusinessNumber;
  field: string;
}): string {
  const { account, number, field } = about;
  if (field !== 'messages') return account.webhookUrl;
  return number?.webhookUrl ?? account.overrideUrl ?? account.webhookUrl;
}
