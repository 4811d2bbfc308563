import { z } from 'zod';

import type { Header } from '../../../phone/content.ts';
import { parseBody } from '../../parse-body.ts';
import { type Files, readMedia } from './media.ts';

const place = 'interactive.header';

const mediaTypes = ['image', 'video', 'document'] as const;
const typeSchemas = {
  text: z.object({ type: z.literal('text', 'this kind of message has a header of text, or none') }),
  any: z.object({ type: z.enum(['text', ...mediaTypes]) }),
};

const textSchema = z.object({ text: z.string().min(1).max(60) });

export function readHeader(files: Files, header: unknown, allowed: 'text' | 'any'): Header {
  const { type } = parseBody(typeSchemas[allowed], header, place);
  if (type === 'text') return parseBody(textSchema, header, place);
  const { [type]: media } = parseBody(z.looseObject({}), header, place);
  return { media: readMedia(files, type, media, `${place}.${type}`) };
}
