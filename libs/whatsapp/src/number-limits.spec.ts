import { numberLimitsSchema } from './number-limits.ts';

describe('the limits of a number', () => {
  it.each([
    ['STANDARD', 'TIER_250', { perSecond: 80, peoplePerDay: 250 }],
    ['HIGH', 'TIER_2K', { perSecond: 1_000, peoplePerDay: 2_000 }],
    ['HIGH', 'TIER_100K', { perSecond: 1_000, peoplePerDay: 100_000 }],
    ['STANDARD', 'TIER_UNLIMITED', { perSecond: 80, peoplePerDay: Infinity }],
    ['NOT_APPLICABLE', 'TIER_NOT_SET', { perSecond: undefined, peoplePerDay: undefined }],
  ])('are those of %s and %s', (level, tier, limits) => {
    expect(
      numberLimitsSchema.parse({
        throughput: { level },
        whatsapp_business_manager_messaging_limit: tier,
        id: '1',
      }),
    ).toEqual(limits);
  });

  it.each([[{}], [{ throughput: 'HIGH', whatsapp_business_manager_messaging_limit: 250 }]])(
    'are not known from %j',
    (answer) => {
      expect(numberLimitsSchema.parse(answer)).toEqual({ perSecond: undefined, peoplePerDay: undefined });
    },
  );
});
