export type { AccountNotice } from './account-notice.ts';
export { remedyFor, type Remedy } from './error-table.ts';
export { GraphClient, type GraphConfig, type TemplateMessage, type TextMessage } from './graph.client.ts';
export { GraphError, type Outcome } from './graph-error.ts';
export { readNotice } from './read-notice.ts';
export { isSameSecret, isSigned, sign } from './signature.ts';
export {
  messagesValueSchema,
  webhookContactSchema,
  webhookMessageSchema,
  webhookSchema,
  webhookStatusSchema,
  type Webhook,
  type WebhookMessage,
  type WebhookStatus,
} from './webhook.schema.ts';
export { graphSettings, webhookSettings } from './whatsapp.settings.ts';
