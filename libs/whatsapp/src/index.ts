export { GraphClient, type GraphConfig, type TextMessage } from './graph.client.ts';
export { GraphError, type Outcome } from './graph-error.ts';
export { isSameSecret, isSignature, isSigned, sign } from './signature.ts';
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
