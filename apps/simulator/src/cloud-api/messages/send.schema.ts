import { z } from 'zod';

import { phoneDigits } from '../../people.ts';
import { GraphError, graphFaults } from '../graph.error.ts';
import { parseBody } from '../parse-body.ts';
import { type MessageType, messageTypes, type Send } from './send.ts';

const outlineSchema = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  status: z.string().optional(),
  type: z.string().optional(),
});

const userIdPattern = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

const sendSchema = z.object({
  recipient_type: z.literal('individual', 'this simulator knows no groups, only `individual`').optional(),
  to: z
    .string()
    .refine(
      (written) => userIdPattern.test(written) || /^\d{7,15}$/.test(phoneDigits(written)),
      'must be a phone number with country code',
    )
    .optional(),
  recipient: z.string().regex(userIdPattern, 'must be a business-scoped user id').optional(),
  context: z.object({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
  // Messages without a template of their own: a test of Meta's that an account has to be let in to.
  category: z
    .undefined('sending with a `category` is not enabled for this account; use a template')
    .optional(),
});

const receiptSchema = z.object({
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

export interface ReadReceipt {
  wamid: string;
  typing: boolean;
}

type Read =
  | { kind: 'receipt'; receipt: ReadReceipt }
  /** `part` is what the message holds; it stands under the name of the type. */
  | { kind: 'message'; send: Send; part: unknown };

/** Reads the body of a POST to `/messages`, except for what the message holds. */
export function readBody(body: unknown): Read {
  const outline = parseBody(outlineSchema, body);
  if (outline.status !== undefined) {
    const { message_id: wamid, typing_indicator: typing } = parseBody(receiptSchema, body);
    return { kind: 'receipt', receipt: { wamid, typing: typing !== undefined } };
  }
  const type = typeOf(outline);
  return { kind: 'message', send: readSend(type, body), part: outline[type] };
}

function readSend(type: MessageType, body: unknown): Send {
  const { to, recipient, context, biz_opaque_callback_data: callbackData } = parseBody(sendSchema, body);
  const about = { type, quotes: context?.message_id, callbackData };
  // A phone number wins over a user id when both are given.
  if (to) {
    const isMisplaced = userIdPattern.test(to) || undefined;
    return { ...about, input: to, to: { phone: phoneDigits(to) }, isMisplaced };
  }
  if (recipient) return { ...about, input: recipient, to: { userId: recipient } };
  throw new GraphError(graphFaults.parameterMissing, 'to is required, unless there is a recipient.');
}

/** Without a `type` WhatsApp looks at what is there. */
function typeOf({ type, ...body }: z.output<typeof outlineSchema>): MessageType {
  const known = messageTypes.find((one) => (type === undefined ? one in body : one === type));
  if (known) return known;
  if (type === undefined) return 'text';
  throw new GraphError(graphFaults.unsupportedType, `type: '${type}' is none of ${messageTypes.join(', ')}.`);
}
