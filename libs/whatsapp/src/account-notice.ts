import type { WhatsAppIdentity } from './whatsapp-identity.ts';

/** What was said about a template. */
export interface TemplateNews {
  name: string;
  language: string;
  whatsappId?: string;
  status?: string;
  quality?: string;
  category?: string;
  /** Announced for later; null once it applies. */
  nextCategory?: string | null;
}

/** What a person chose inside WhatsApp. */
export interface MarketingChoice {
  who: WhatsAppIdentity;
  stops: boolean;
  /** In seconds, as WhatsApp says it; it may be ahead of our clock. */
  chosenAt?: number;
}

/** A person has a new user id. */
export interface UserIdChange {
  previous: WhatsAppIdentity;
  current: WhatsAppIdentity;
  /** In seconds, as `chosenAt`. */
  changedAt?: number;
}

/** What is wrong with the account from a notice on. */
export interface TroubleNews {
  /** Tells it from others of its webhook field. */
  name: string;
  /** What it concerns, where that is not all that the notice does; it says nothing about a person. */
  about?: string;
  /** When it ends by itself, in seconds; undefined when that is not known. */
  until?: number;
  /** WhatsApp never says that it is over: it is an event rather than a state. */
  isToldOnce?: boolean;
}

export interface AccountNotice {
  /** What happened, as one of WhatsApp's words. */
  event: string;
  /** What it concerns and how; nothing about a person. */
  about?: string;
  /** Somebody has to look at it. */
  needsPerson: boolean;
  template?: TemplateNews;
  choices?: MarketingChoice[];
  userIdChanges?: UserIdChange[];
  /** Of the account. */
  troubles?: TroubleNews[];
  /** Names of troubles that are over. */
  ends?: string[];
}

/** Whether each thing that it tells of people bears a time of its own, which then tells it from the same words at another time. */
export function isDated({ choices = [], userIdChanges = [] }: AccountNotice): boolean {
  const times = [
    ...choices.map(({ chosenAt }) => chosenAt),
    ...userIdChanges.map(({ changedAt }) => changedAt),
  ];
  return times.length > 0 && !times.includes(undefined);
}
