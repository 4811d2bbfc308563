import type { BusinessAccount } from '../accounts/account.ts';

export type TemplateStatus =
  | 'APPROVED'
  | 'PENDING'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'IN_APPEAL'
  | 'PENDING_DELETION'
  | 'DELETED'
  | 'LIMIT_EXCEEDED'
  | 'ARCHIVED';

export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type TemplateQuality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
export type ParameterFormat = 'POSITIONAL' | 'NAMED';

/** In the words of the Graph API, since it goes out as it is. */
export interface TemplateComponent {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  /** Of a header. */
  format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';
  text?: string;
  buttons?: TemplateButton[];
  example?: Record<string, unknown>;
}

/** The button of an authentication template is a `URL` here, as Graph tells it, whatever it was made as. */
export interface TemplateButton {
  type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE' | 'OTP' | 'FLOW' | 'MPM' | 'CATALOG';
  text?: string;
  url?: string;
  phone_number?: string;
  example?: string | string[];
}

/** A message template. Its name and language together are unique in an account. */
export interface Template {
  readonly id: string;
  readonly account: BusinessAccount;
  readonly name: string;
  /** As in REST: `en_US`. */
  readonly language: string;
  category: TemplateCategory;
  previousCategory?: TemplateCategory;
  /** Announced for later. */
  correctCategory?: TemplateCategory;
  status: TemplateStatus;
  parameterFormat: ParameterFormat;
  components: TemplateComponent[];
  qualityScore: TemplateQuality;
  rejectedReason: string;
  /** For how long it is tried to deliver a message; undefined: as long as usual. */
  sendTtlSeconds?: number;
  /** In milliseconds of the simulator's clock. */
  lastUpdatedAt: number;
}
