import { z } from 'zod';

import { phoneDigits } from '../people.ts';
import { GraphError, graphFaults } from './graph.error.ts';

/** What decides how the rest is read. Without a `type` a message is a text. */
const outlineSchema = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  status: z.string().optional(),
  type: z.string().default('text'),
});

const textSchema = z.object({
  recipient_type: z.literal('individual').optional(),
  to: z
    .string()
    .refine((written) => /^\d{7,15}$/.test(phoneDigits(written)), 'must be a phone number with country code')
    .optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/, 'must be a business-scoped user id')
    .optional(),
  text: z.object({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
  context: z.object({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

const receiptSchema = z.object({
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

export interface TextSend {
  kind: 'text';
  /** As the business wrote it. */
  input: string;
  to: { phone: string } | { userId: string };
  body: string;
  callbackData?: string;
}

export interface ReadReceipt {
  kind: 'receipt';
  wamid: string;
  typing: boolean;
}

/** Reads the body of a POST to `/messages`; throws the `GraphError` WhatsApp would answer. */
export function parseSend(body: unknown): TextSend | ReadReceipt {
  const outline = parse(outlineSchema, body);
  if (outline.status !== undefined) {
    const receipt = parse(receiptSchema, body);
    return { kind: 'receipt', wamid: receipt.message_id, typing: receipt.typing_indicator !== undefined };
  }
  if (outline.type !== 'text') {
    throw new GraphError(
      graphFaults.unsupportedType,
      `This simulator does not take the type '${outline.type}'.`,
    );
  }
  const { to, recipient, text, biz_opaque_callback_data: callbackData } = parse(textSchema, body);
  // A phone number wins over a user id when both are given.
  if (to) return { kind: 'text', input: to, to: { phone: phoneDigits(to) }, body: text.body, callbackData };
  if (!recipient)
    throw new GraphError(graphFaults.parameterMissing, 'to: required, unless there is a recipient');
  return { kind: 'text', input: recipient, to: { userId: recipient }, body: text.body, callbackData };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') || 'body';
  throw new GraphError(issue ? faultOf(issue) : graphFaults.invalidParameter, `${place}: ${issue?.message}`);
}

function faultOf(issue: z.core.$ZodIssue): (typeof graphFaults)[keyof typeof graphFaults] {
  if (issue.input === undefined) return graphFaults.parameterMissing;
  const ofShape = ['invalid_type', 'too_small', 'too_big'].includes(issue.code);
  return ofShape ? graphFaults.invalidParameter : graphFaults.invalidValue;
}
