import { Logger } from '@nestjs/common';
import { ZodError } from 'zod';

import type { OutboundDocument, Sendable } from '#data';
import { inLanguage, replies, short } from '#replies';
import {
  choicesSchema,
  type GraphClient,
  longestCaption,
  longestWithButtons,
  MessageLimitError,
} from '#whatsapp';

import { filenameOf } from './documents.service.ts';

const logger = new Logger('outbound');

/**
 * Posts a message in the form that its content needs. Choices that WhatsApp would refuse are left out: the words can be answered
 * by words.
 *
 * @returns WhatsApp's message id. Rejects with `GraphError`
 */
export async function postMessage(
  graph: GraphClient,
  callbackData: string,
  { to, ...content }: Sendable,
): Promise<string> {
  if (content.template) return graph.sendTemplate({ to, callbackData, template: content.template });
  const { choices, isLastForMs, isLastNotificationForMs, language, document, mediaId: id } = content;
  const wordsUpTo = (longest?: number): string =>
    inLanguage(language, () => {
      if (isLastForMs !== undefined) return replies.lastForNow(content.body, isLastForMs, longest);
      return isLastNotificationForMs === undefined
        ? content.body
        : replies.lastForToday(content.body, isLastNotificationForMs, longest);
    });
  const file = document && id !== undefined ? fileOf(document, id) : undefined;
  if (choices !== undefined) {
    try {
      const parsed = choicesSchema.parse(JSON.parse(choices));
      const body = wordsUpTo(parsed.buttons && longestWithButtons);
      const above = file && { ...file, type: file.kind };
      return await graph.sendChoices({ to, callbackData, body, choices: parsed, file: above });
    } catch (error) {
      // These are thrown before anything is sent.
      const isUnfit = [MessageLimitError, ZodError, SyntaxError].some((kind) => error instanceof kind);
      if (!isUnfit || !(error instanceof Error)) throw error;
      logger.error({ message: 'sent without its choices', job: callbackData, reason: error.name });
    }
  }
  if (!file) return graph.sendText({ to, callbackData, body: wordsUpTo() });
  const caption = short(wordsUpTo(longestCaption), longestCaption);
  return graph.send({ to, callbackData }, { ...file, caption });
}

/** A picture is shown; any other file is opened by its name. */
const fileOf = (
  document: OutboundDocument,
  id: string,
): { kind: 'image'; file: { id: string } } | { kind: 'document'; file: { id: string }; filename: string } =>
  document.kind === 'picture'
    ? { kind: 'image', file: { id } }
    : { kind: 'document', file: { id }, filename: filenameOf(document) };
