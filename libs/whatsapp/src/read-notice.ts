import type { z } from 'zod';

import type { AccountNotice } from './account-notice.ts';
import {
  accountAlert,
  accountError,
  accountReview,
  accountUpdate,
  anyEvent,
  businessCapability,
  decided,
  phoneQuality,
  security,
  userIdUpdate,
  userPreferences,
} from './account-notice.schema.ts';
import { templateCategory, templateQuality, templateStatus } from './template-notice.schema.ts';

const fields = new Map<string, z.ZodType<AccountNotice>>([
  ['message_template_status_update', templateStatus],
  ['message_template_quality_update', templateQuality],
  ['template_category_update', templateCategory],
  ['user_preferences', userPreferences],
  ['user_id_update', userIdUpdate],
  ['account_update', accountUpdate],
  ['account_alerts', accountAlert],
  ['account_review_update', accountReview],
  ['phone_number_name_update', decided],
  ['phone_number_quality_update', phoneQuality],
  ['business_capability_update', businessCapability],
  ['security', security],
]);

interface RawNotice {
  field: string;
  reason: string;
  /** JSON text of the field's `value`, or of the error. */
  body: string;
}

/** @returns undefined when it holds nothing that we can read */
export function readNotice({ field, reason, body }: RawNotice): AccountNotice | undefined {
  if (reason === 'error') return accountError.safeParse(parsed(body)).data;
  if (reason !== 'account') return undefined;
  return (fields.get(field) ?? anyEvent).safeParse(parsed(body)).data;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
