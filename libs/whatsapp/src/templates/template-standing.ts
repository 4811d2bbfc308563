import type { ListedTemplate } from './listed-template.schema.ts';
import { ourTemplates, type TemplateDefinition } from './template-definition.ts';

/** One of our templates as it stands at WhatsApp. */
export interface TemplateStanding extends ListedTemplate {
  definition: TemplateDefinition;
}

/** Our own word: WhatsApp lists no such template. */
export const missingStatus = 'MISSING';

/**
 * @param listed all templates of the account, those of others among them
 * @param wanted of ours, those that are asked about
 */
export function standingsAmong(
  listed: ListedTemplate[],
  wanted: readonly TemplateDefinition[] = ourTemplates,
): TemplateStanding[] {
  return wanted.map((definition) => {
    const { name, language } = definition;
    const found = listed.find((one) => one.name === name && one.language === language);
    return { ...(found ?? { name, language, status: missingStatus }), definition };
  });
}

const submit = 'hand it in with `npm run handsfree -- templates submit`';
const look = 'look at it in WhatsApp Manager';

/** What a status means, to follow "it is", and what is left to do unless it can be sent. */
const statuses: Record<string, { words: string; advice?: string }> = {
  APPROVED: { words: 'approved' },
  [missingStatus]: { words: 'missing at WhatsApp', advice: submit },
  PENDING: { words: 'in review', advice: 'wait: a review takes up to 24 hours' },
  IN_APPEAL: { words: 'in review again after an appeal', advice: 'wait for the decision' },
  REJECTED: {
    words: 'rejected',
    advice: 'appeal in WhatsApp Manager, or edit it there and keep its variables and buttons',
  },
  PAUSED: {
    words: 'paused, since people blocked or reported it',
    advice: 'wait: the first pause lasts 3 hours, the second 6, and then it is disabled',
  },
  DISABLED: { words: 'disabled, since people blocked or reported it', advice: look },
  FLAGGED: { words: 'flagged, since people blocked or reported it', advice: look },
  LOCKED: { words: 'locked', advice: look },
  ARCHIVED: {
    words: 'archived, since it was not used for 12 months',
    advice: 'bring it back in WhatsApp Manager within 28 days',
  },
  PENDING_DELETION: { words: 'being deleted', advice: `in 30 days, ${submit}` },
  DELETED: { words: 'deleted', advice: `30 days after that, ${submit}` },
  LIMIT_EXCEEDED: {
    words: 'beyond the number of templates that the account can have',
    advice: 'delete others in WhatsApp Manager',
  },
};

/** How it stands, in plain words that follow "it is": "rejected (INVALID_FORMAT)". */
export function statusWords({
  status,
  rejectedReason,
}: Pick<TemplateStanding, 'status' | 'rejectedReason'>): string {
  if (status === undefined) return 'there, in an unknown status';
  const words = statuses[status]?.words ?? `in a status that is new to Handsfree: ${status}`;
  return status === 'REJECTED' && rejectedReason ? `${words} (${rejectedReason})` : words;
}

/** What to do so that it can be sent; undefined when it can. */
export function standingAdvice({ status }: Pick<TemplateStanding, 'status'>): string | undefined {
  if (status === 'APPROVED') return undefined;
  return statuses[status ?? '']?.advice ?? look;
}
