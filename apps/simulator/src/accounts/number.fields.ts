import { parsePhoneNumberFromString } from 'libphonenumber-js';

import { type NodeFields, selectFields } from '../management/fields.ts';
import { writtenPhone } from '../people.ts';
import type { BusinessNumber } from './account.ts';
import { healthOf } from './health.ts';
import type { MessagingTier } from './messaging-tier.ts';

const usual = [
  'id',
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'status',
  'quality_rating',
  'platform_type',
  'throughput',
  'last_onboarded_time',
  'webhook_configuration',
];

/** A number as `GET /<phone number id>` shows it. */
export function numberView(number: BusinessNumber, tier: MessagingTier, fields?: string): object {
  const all: NodeFields = {
    id: () => number.id,
    display_phone_number: () => writtenPhone(number.phone),
    verified_name: () => number.verifiedName,
    name_status: () => number.nameStatus,
    new_name_status: () => number.newName?.status ?? 'NONE',
    new_display_name: () => number.newName?.name,
    unified_cert_status: () => number.nameStatus,
    code_verification_status: () => number.codeVerificationStatus,
    status: () => number.status,
    quality_rating: () => number.qualityRating,
    quality_score: () => ({ score: number.qualityRating }),
    throughput: () => ({ level: number.throughput }),
    platform_type: () => 'CLOUD_API',
    host_platform: () => 'CLOUD_API',
    account_mode: () => (number.allowedRecipients ? 'SANDBOX' : 'LIVE'),
    is_pin_enabled: () => number.pin !== undefined,
    username: () => number.username,
    is_official_business_account: () => false,
    is_on_biz_app: () => false,
    country_code: () => parsePhoneNumberFromString(`+${number.phone}`)?.country ?? 'US',
    country_dial_code: () => parsePhoneNumberFromString(`+${number.phone}`)?.countryCallingCode,
    last_onboarded_time: () => number.registeredAt && graphTime(number.registeredAt),
    whatsapp_business_manager_messaging_limit: () => tier,
    messaging_limit_tier: () => tier,
    health_status: () => healthOf(number),
    webhook_configuration: () => ({
      phone_number: number.webhookUrl,
      whatsapp_business_account: number.account.overrideUrl,
      application: number.account.webhookUrl,
    }),
  };
  return selectFields(all, fields, { node: 'WhatsAppBusinessPhoneNumber', usual });
}

/** As Graph writes moments: `2026-11-21T10:00:00+0000`. */
export function graphTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '+0000');
}
