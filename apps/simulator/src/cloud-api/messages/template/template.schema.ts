import { z } from 'zod';

const parameterSchema = z.looseObject({
  type: z.string().toLowerCase(),
  parameter_name: z.string().optional(),
});

const componentSchema = z.object({
  type: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['header', 'body', 'button', 'footer', 'carousel', 'limited_time_offer', 'order_status'])),
  sub_type: z.string().toLowerCase().optional(),
  /** Of a button, from 0; written as a number or as a string. */
  index: z
    .custom<string | number>((value) => /^\d+$/.test(String(value)), 'must be the place of a button, from 0')
    .transform(Number)
    .optional(),
  parameters: z.array(parameterSchema).default([]),
});

export const templateSchema = z.object({
  name: z.string().min(1).max(512),
  language: z.object({ code: z.string().min(2), policy: z.literal('deterministic').optional() }),
  components: z.array(componentSchema).default([]),
});

export type Parameter = z.output<typeof parameterSchema>;
export type FilledComponent = z.output<typeof componentSchema>;
