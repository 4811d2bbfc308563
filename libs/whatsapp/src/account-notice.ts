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
