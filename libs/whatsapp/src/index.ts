export { AccountClient, type Reached } from './account.client.ts';
export { type AccountNotice, isDated } from './account-notice.ts';
export { accountFields, type AccountTrouble, accountTroubles, unreadableNotice } from './account-troubles.ts';
export { type Choices, choicesSchema } from './choices.ts';
export { explainError } from './error-explanation.ts';
export type { Pauses, Reaction } from './error-reaction.ts';
export { errorTable } from './error-table.ts';
export { expiryWords } from './expiry-words.ts';
export { fromResponse, GraphError, type Outcome } from './graph-error.ts';
export type { GraphConfig } from './graph-http.ts';
export { GraphClient, type ChoicesMessage, type TemplateMessage, type TextMessage } from './graph.client.ts';
export { ForeignHostError, MediaError, type MediaProblem } from './media-error.ts';
export { type MediaKind, mediaKindOf, mediaLimitBytes } from './media-limits.ts';
export { DownloadError } from './media-download.ts';
export { MediaClient, type MediaClientTimes } from './media.client.ts';
export type { Envelope, MessageContent } from './messages/message-body.ts';
export { longestWithButtons } from './messages/interactive.ts';
export { longestCaption } from './messages/media.ts';
export { splitText } from './messages/split-text.ts';
export { longestText } from './messages/text.ts';
export { MessageLimitError } from './messages/message-limit.ts';
export { limitsAbove, type NumberLimits } from './number-limits.ts';
export type { NumberState } from './number-state.ts';
export { type RingAnswer, ringAnswerOf, ringChoices } from './ring-choices.ts';
export { detailOf, fileOf, sendersOf, targetOf, wordsOf } from './read-message.ts';
export { readNotice } from './read-notice.ts';
export { isAboutTemplate, pauseAfter, reactionTo } from './reaction-to.ts';
export { isSameSecret, isSignature, isSigned, sign, signerOf } from './signature.ts';
export { tokenFault, type TokenFacts } from './token-facts.ts';
export { TokenSource } from './token-source.ts';
export { unlistedError } from './unlisted-error.ts';
export { codeLabel, unlistedErrors } from './unlisted-errors.ts';
export {
  type FilledTemplate,
  fillTemplate,
  type LanguageWish,
  reminderTemplate,
  waitingAnswerTemplate,
} from './templates/our-templates.ts';
export { languageWishes, neededTemplateNames } from './templates/language-wishes.ts';
export { neededTemplates, ourTemplates, type TemplateDefinition } from './templates/template-definition.ts';
export { differencesOf, hasOtherWords } from './templates/template-difference.ts';
export {
  isTemplatePurpose,
  purposeOf,
  showWaitingAnswers,
  templatePurposes,
  type TemplatePurpose,
  type ValuesOf,
} from './templates/template-purposes.ts';
export type { ListedTemplate } from './templates/listed-template.schema.ts';
export {
  missingStatus,
  standingAdvice,
  standingsAmong,
  statusWords,
  type TemplateStanding,
} from './templates/template-standing.ts';
export { TemplateClient } from './templates/template.client.ts';
export { TokenClient } from './token.client.ts';
export { webhookMessageSchema, type WebhookMessage } from './webhook-message.schema.ts';
export { webhookStatusSchema, type WebhookStatus } from './webhook-status.schema.ts';
export {
  messagesValueSchema,
  numberValueSchema,
  webhookChangeSchema,
  webhookContactSchema,
  webhookEntrySchema,
  webhookSchema,
  type MessagesValue,
  type Webhook,
  type WebhookContact,
} from './webhook.schema.ts';
export { pastTime, timeOrReceipt } from './webhook-time.ts';
export { isKnown, type WhatsAppIdentity } from './whatsapp-identity.ts';
export {
  appSettings,
  businessAccountSetting,
  graphSettings,
  optionalAppSettings,
  optionalBusinessAccountSetting,
  webhookSettings,
} from './whatsapp.settings.ts';
