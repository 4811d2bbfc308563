import { webhookStatusSchema } from './webhook-status.schema.ts';

describe('a status', () => {
  const status = {
    id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=',
    status: 'sent',
    timestamp: '1750030073',
    recipient_id: '16505551234',
    biz_opaque_callback_data: 'job-42',
    conversation: { id: '72b14d6bd5407799e66f64d1b338e567', origin: { type: 'marketing' } },
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
  };

  it('is read with our id, its time and its price', () => {
    expect(webhookStatusSchema.parse(status)).toEqual({
      id: status.id,
      status: 'sent',
      timestamp: 1_750_030_073,
      biz_opaque_callback_data: 'job-42',
      pricing: status.pricing,
    });
  });

  it('of a failure is read with its codes and their titles', () => {
    const errors = [
      { code: 131_049, title: 'not delivered', href: 'x' },
      { code: 1, title: 7 },
    ];

    expect(webhookStatusSchema.parse({ ...status, status: 'failed', errors }).errors).toEqual([
      { code: 131_049, title: 'not delivered' },
      { code: 1 },
    ]);
  });

  it('passes without errors and price when those are unreadable', () => {
    expect(webhookStatusSchema.parse({ ...status, errors: [{}], pricing: 'free' })).toMatchObject({
      errors: [undefined],
      pricing: undefined,
    });
  });

  it('keeps of a price what is flat and in words', () => {
    const pricing = { category: 'service', tiers: [1], note: 'two words', 'a key': 1, billable: false };

    expect(webhookStatusSchema.parse({ ...status, pricing }).pricing).toEqual({
      category: 'service',
      billable: false,
    });
  });

  it.each(['accepted', 'warning', 'SENT', '', undefined])('is unreadable when it says %p', (said) => {
    expect(webhookStatusSchema.safeParse({ ...status, status: said }).success).toBe(false);
  });
});
