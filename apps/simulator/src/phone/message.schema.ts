import { z } from 'zod';

const id = z.string().min(1);
const fields = z.record(z.string(), z.unknown());
const file = z.looseObject({
  id,
  mime_type: z.string(),
  caption: z.string().optional(),
  filename: z.string().optional(),
});

const reply = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('button_reply'), button_reply: z.looseObject({ id, title: z.string() }) }),
  z.looseObject({
    type: z.literal('list_reply'),
    list_reply: z.looseObject({ id, title: z.string(), description: z.string().optional() }),
  }),
  z.looseObject({
    type: z.literal('nfm_reply'),
    nfm_reply: z.looseObject({ name: z.string(), body: z.string(), response_json: z.string() }),
  }),
  z.looseObject({
    type: z.literal('call_permission_reply'),
    call_permission_reply: z.looseObject({ response: z.string() }),
  }),
]);

const contact = z.looseObject({
  name: z.looseObject({ formatted_name: z.string() }),
  phones: z.array(z.looseObject({ phone: z.string().optional() })).optional(),
  emails: z.array(z.looseObject({ email: z.string().optional() })).optional(),
  org: z.looseObject({ company: z.string().optional() }).optional(),
});

/** What each known type holds under its name. A type that is not here may hold anything: WhatsApp keeps adding some. */
const shapes = {
  text: z.looseObject({ text: z.looseObject({ body: z.string().min(1) }) }),
  image: z.looseObject({ image: file }),
  audio: z.looseObject({ audio: file.extend({ voice: z.boolean().optional() }) }),
  video: z.looseObject({ video: file }),
  document: z.looseObject({ document: file }),
  sticker: z.looseObject({ sticker: file }),
  location: z.looseObject({
    location: z.looseObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().optional(),
      address: z.string().optional(),
    }),
  }),
  contacts: z.looseObject({ contacts: z.array(contact).min(1) }),
  // WhatsApp itself has sent some without what was replied.
  interactive: z.looseObject({ interactive: reply.optional() }),
  button: z.looseObject({ button: z.looseObject({ payload: z.string(), text: z.string() }) }),
  reaction: z.looseObject({ reaction: z.looseObject({ message_id: id, emoji: z.string().optional() }) }),
  order: z.looseObject({
    order: z.looseObject({ text: z.string().optional(), product_items: z.array(fields) }),
  }),
  system: z.looseObject({
    system: z.looseObject({ type: z.string(), body: z.string().optional(), wa_id: z.string().optional() }),
  }),
  edit: z.looseObject({
    edit: z.looseObject({ original_message_id: id, message: z.looseObject({ type: z.string() }) }),
  }),
  revoke: z.looseObject({ revoke: z.looseObject({ original_message_id: id }) }),
};

type Shapes = typeof shapes;
type KnownType = keyof Shapes;

/** A message as it stands in a webhook, without id, sender and time. */
export const messageSchema = z
  .looseObject({
    type: z.string().min(1),
    context: fields.optional(),
    referral: fields.optional(),
    errors: z.array(fields).optional(),
  })
  .superRefine((message, context) => {
    const shape = Object.hasOwn(shapes, message.type) ? shapes[message.type as KnownType] : undefined;
    for (const { path, message: fault } of shape?.safeParse(message).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path, message: fault });
    }
  })
  .meta({
    description: `As it stands in a webhook, without id, sender and time. Types that are checked: ${Object.keys(shapes).join(', ')}.`,
  });

export type InboundMessage = z.output<typeof messageSchema>;

/** The message with what its type promises; undefined when it is of another type. */
export function asType<Type extends KnownType>(
  message: object,
  type: Type,
): z.output<Shapes[Type]> | undefined {
  if (!('type' in message) || message.type !== type) return undefined;
  return shapes[type].safeParse(message).data as z.output<Shapes[Type]> | undefined;
}
