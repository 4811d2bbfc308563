import { waIdOf } from './wa-id.ts';

describe("WhatsApp's number for a phone", () => {
  it.each([
    ['is what people dial nearly everywhere', '16505551234', '16505551234'],
    ['has a 1 in Mexico', '525512345678', '5215512345678'],
    ['keeps the 1 in Mexico', '5215512345678', '5215512345678'],
    ['has a 9 in Argentina', '541123456789', '5491123456789'],
    ['lacks the ninth digit in the south of Brazil', '5548912345678', '554812345678'],
    ['keeps the ninth digit in São Paulo', '5511912345678', '5511912345678'],
  ])('%s', (_, dialled, waId) => {
    expect(waIdOf(dialled)).toBe(waId);
  });
});
