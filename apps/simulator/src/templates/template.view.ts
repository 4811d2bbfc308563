import { graphTime } from '../accounts/number.fields.ts';
import { selectFields } from '../management/fields.ts';
import type { Template } from './template.ts';

const usual = ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id'];

/** A template as the Graph API shows it. */
export function templateView(template: Template, fields?: string): object {
  const all = {
    id: () => template.id,
    name: () => template.name,
    language: () => template.language,
    status: () => template.status,
    category: () => template.category,
    previous_category: () => template.previousCategory,
    correct_category: () => template.correctCategory,
    parameter_format: () => template.parameterFormat,
    components: () => template.components,
    quality_score: () => ({
      score: template.qualityScore,
      date: Math.floor(template.lastUpdatedAt / 1_000),
    }),
    rejected_reason: () => template.rejectedReason,
    message_send_ttl_seconds: () => template.sendTtlSeconds,
    last_updated_time: () => graphTime(template.lastUpdatedAt),
  };
  return selectFields(all, fields, { node: 'WhatsAppMessageTemplate', usual });
}
