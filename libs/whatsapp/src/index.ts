export { GraphClient, type TextMessage } from './graph.client.ts';
export { GraphError, type Outcome } from './graph-error.ts';
export type { GraphConfig } from './graph-http.ts';
export { ForeignHostError, MediaError, type MediaProblem } from './media-error.ts';
export { type MediaKind, mediaKindOf, mediaLimitBytes } from './media-limits.ts';
export { MediaClient, type MediaClientTimes } from './media.client.ts';
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
