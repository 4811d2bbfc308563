import { z } from 'zod';

import type { TextContent } from '../../../phone/content.ts';
import { parseBody } from '../../parse-body.ts';

const textSchema = z.object({
  body: z.string().min(1).max(4_096),
  preview_url: z.boolean().optional(),
});

export function readText(part: unknown): TextContent {
  const { body: text, preview_url: preview } = parseBody(textSchema, part, 'text');
  return { kind: 'text', text, previewUrl: preview ? /https?:\/\/\S+/.exec(text)?.[0] : undefined };
}
