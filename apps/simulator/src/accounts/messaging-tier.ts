const tiers = [
  [50, 'TIER_50'],
  [250, 'TIER_250'],
  [2_000, 'TIER_2K'],
  [10_000, 'TIER_10K'],
  [100_000, 'TIER_100K'],
] as const;

export type MessagingTier = (typeof tiers)[number][1] | 'TIER_UNLIMITED';

/** @param limit how many people may be written to first in 24 hours; null: no limit */
export function messagingTier(limit: number | null): MessagingTier {
  const tier = limit === null ? undefined : tiers.find(([most]) => limit <= most);
  return tier?.[1] ?? 'TIER_UNLIMITED';
}
