import { otherSpelling } from './phone-spelling.ts';

describe('a phone number that WhatsApp spells in two ways', () => {
  it.each([
    ['Brazil', '5531987654321', '553187654321'],
    ['Mexico', '5215512345678', '525512345678'],
    ['Argentina', '5491123456789', '541123456789'],
  ])('has each as the other in %s', (_, longer, shorter) => {
    expect(otherSpelling(longer)).toBe(shorter);
    expect(otherSpelling(shorter)).toBe(longer);
  });

  it.each([
    ['of another country', '16505551234'],
    ['of a Brazilian landline', '551132654321'],
    ['of a Brazilian mobile that has nine digits only', '5511912345678'],
    ['that is too short', '5531'],
  ])('is not one %s', (_, phone) => {
    expect(otherSpelling(phone)).toBeUndefined();
  });
});
