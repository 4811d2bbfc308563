export type { AccountNotice } from './account-notice.ts';
export { remedyFor, type Remedy } from './error-table.ts';
export { GraphClient, type GraphConfig, type TemplateMessage, type TextMessage } from './graph.client.ts';
export { GraphError, type Outcome } from './graph-error.ts';
export { detailOf, fileOf, sendersOf, targetOf, wordsOf, type WhatsAppIdentity } from './read-message.ts';
export { readNotice } from './read-notice.ts';
export { isSameSecret, isSigned, sign } from './signature.ts';
export { webhookMessageSchema, type WebhookMessage } from './webhook-message.schema.ts';
export { webhookStatusSchema, type WebhookStatus } from './webhook-status.schema.ts';
export {
  messagesValueSchema,
  webhookChangeSchema,
  webhookContactSchema,
  webhookEntrySchema,
  webhookSchema,
  type MessagesValue,
  type Webhook,
} from './webhook.schema.ts';
export { graphSettings, webhookSettings } from './whatsapp.settings.ts';
