import { z } from 'zod';

/** What WhatsApp allows a number and its business. https://developers.facebook.com/docs/whatsapp/messaging-limits */
export interface NumberLimits {
  /** Messages a second, sent and received together; undefined for a level that we do not know. */
  perSecond?: number;
  /** People who may be reached from outside the window in 24 hours; `Infinity`: no limit; undefined: not known (yet). */
  peoplePerDay?: number;
  /** How people take our messages: `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  quality?: string;
}

/** The fields of a number that tell them. */
export const numberLimitFields = 'throughput,whatsapp_business_manager_messaging_limit,quality_rating';

const ofLevel: Partial<Record<string, number>> = { STANDARD: 80, HIGH: 1_000 };
const units: Record<string, number> = { '': 1, K: 1_000 };

export const numberLimitsSchema = z
  .object({
    throughput: z.object({ level: z.string() }).optional().catch(undefined),
    whatsapp_business_manager_messaging_limit: z.string().optional().catch(undefined),
    quality_rating: z.string().optional().catch(undefined),
  })
  .transform(
    ({ throughput, whatsapp_business_manager_messaging_limit: tier, quality_rating }): NumberLimits => ({
      perSecond: ofLevel[throughput?.level ?? ''],
      peoplePerDay: peopleOf(tier),
      ...(quality_rating !== undefined && { quality: quality_rating }),
    }),
  );

/** @param tier as `TIER_250`, `TIER_2K`, `TIER_UNLIMITED` */
function peopleOf(tier = ''): number | undefined {
  if (tier === 'TIER_UNLIMITED') return Infinity;
  const [, count, unit = ''] = /^TIER_(\d+)(K?)$/.exec(tier) ?? [];
  return count === undefined ? undefined : Number(count) * (units[unit] ?? 1);
}

/** Our limits that are above WhatsApp's, which counts what people write, too: words for people on call. */
export function limitsAbove(
  { perSecond }: NumberLimits,
  ours: { perSecond: number; perMinute: number },
): string[] {
  if (perSecond === undefined) return [];
  const limits = [
    { name: 'MESSAGES_PER_SECOND', set: ours.perSecond, most: perSecond, window: 'second' },
    { name: 'MESSAGES_PER_MINUTE', set: ours.perMinute, most: perSecond * 60, window: 'minute' },
  ];
  return limits
    .filter(({ set, most }) => set > most)
    .map(
      ({ name, set, most, window }) =>
        `${name} is ${set}, but WhatsApp allows this number ${most} a ${window}, received ones included: lower it`,
    );
}
