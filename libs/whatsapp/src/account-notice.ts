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
  phone?: string;
  bsuid?: string;
  stops: boolean;
  /** In seconds. */
  chosenAt: number;
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
}
