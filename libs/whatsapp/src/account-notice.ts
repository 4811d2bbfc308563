import { z } from 'zod';

/** WhatsApp's own words; they are logged in the clear, so nothing else passes. */
export const word = z.string().regex(/^[\w.-]{1,100}$/);
export const maybeWord = word.optional().catch(undefined);

/** What became known of a template. */
export interface TemplateNews {
  name: string;
  language: string;
  whatsappId?: string;
  status?: string;
  quality?: string;
  category?: string;
  /** Announced for later; null once it has come. */
  nextCategory?: string | null;
}

/** What a person chose inside WhatsApp. */
export interface MarketingChoice {
  phone?: string;
  bsuid?: string;
  stops: boolean;
  /** In seconds. */
  chosenAt: number;
}

export interface AccountNotice {
  /** What happened, in one word of WhatsApp's. */
  event: string;
  /** What it happened to and how; nothing about a person. */
  about?: string;
  /** Somebody has to look at it. */
  needsPerson: boolean;
  template?: TemplateNews;
  choices?: MarketingChoice[];
}
