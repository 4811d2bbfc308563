import { z } from 'zod';

import type { LocationContent } from '../../../phone/content.ts';
import { parseBody } from '../../parse-body.ts';

/** Meta's samples write numbers, its schema strings: both are taken. */
const degrees = (most: number) =>
  z
    .custom<string | number>((value) => typeof value === 'number' || typeof value === 'string')
    .transform((value) => (value === '' ? Number.NaN : Number(value)))
    .refine((value) => Math.abs(value) <= most, `must be between -${most} and ${most}`);

const locationSchema = z.object({
  latitude: degrees(90),
  longitude: degrees(180),
  name: z.string().optional(),
  address: z.string().optional(),
});

export function readLocation(part: unknown, place = 'location'): LocationContent {
  return { kind: 'location', ...parseBody(locationSchema, part, place) };
}
