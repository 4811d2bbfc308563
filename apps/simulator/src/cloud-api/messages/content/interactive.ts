import { z } from 'zod';

import type { InteractiveContent } from '../../../phone/content.ts';
import { parseBody } from '../../parse-body.ts';
import { readButtons, readLink, readList } from './interactive.actions.ts';
import { readHeader } from './interactive.header.ts';
import type { Files } from './media.ts';

/** Those of which the page shows only that they are there, so their actions are taken as they come. */
const otherTypes = [
  'address_message',
  'call_permission_request',
  'carousel',
  'catalog_message',
  'flow',
  'order_details',
  'order_status',
  'product',
  'product_list',
  'request_contact_info',
  'voice_call',
] as const;

const typeSchema = z.object({
  type: z.enum(['button', 'list', 'cta_url', 'location_request_message', ...otherTypes]),
});

const actionSchema = z.looseObject({});

/** Only a product speaks for itself. */
const wordsSchema = (bodyLimit: number, needsBody: boolean) => {
  const body = z.object({ text: z.string().min(1).max(bodyLimit) });
  return z.object({
    body: needsBody ? body : body.optional(),
    footer: z.object({ text: z.string().max(60) }).optional(),
    header: z.unknown().optional(),
  });
};

export function readInteractive(files: Files, part: unknown): InteractiveContent {
  const { type } = parseBody(typeSchema, part, 'interactive');
  const isList = type === 'list';
  const words = wordsSchema(isList ? 4_096 : 1_024, type !== 'product');
  const { header, body, footer } = parseBody(words, part, 'interactive');
  return {
    kind: 'interactive',
    header: header === undefined ? undefined : readHeader(files, header, isList ? 'text' : 'any'),
    body: body?.text ?? '',
    footer: footer?.text,
    action: readAction(type, part),
  };
}

function readAction(type: z.output<typeof typeSchema>['type'], part: unknown): InteractiveContent['action'] {
  switch (type) {
    case 'button':
      return readButtons(part);
    case 'list':
      return readList(part);
    case 'cta_url':
      return readLink(part);
    case 'location_request_message':
      parseBody(z.object({ action: z.object({ name: z.literal('send_location') }) }), part, 'interactive');
      return { type: 'ask location' };
    default:
      parseBody(z.object({ action: actionSchema }), part, 'interactive');
      return { type: 'other', name: type };
  }
}
