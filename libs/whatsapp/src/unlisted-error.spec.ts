import { unlistedError } from './unlisted-error.ts';

describe('what is told of an error', () => {
  const detailsOf = (details: string): string | undefined =>
    unlistedError({ code: 999_999, error_data: { details } })?.details;

  it('whose code is in the table is nothing', () => {
    expect(unlistedError({ code: 131_026, message: 'Message undeliverable' })).toBeUndefined();
  });

  it('whose code nobody knows is its type, its subcode and its details', () => {
    const said = { code: 999_999, type: 'OAuthException', error_subcode: 2_494_010, message: '(#9) No' };

    const error_data = { details: 'Pin 1234 is not a pin' };
    expect(unlistedError({ ...said, error_data })).toEqual({
      type: 'OAuthException',
      subcode: 2_494_010,
      details: 'Pin 1234 is not a pin',
    });
    expect(unlistedError(said)?.details).toBe('(#9) No');
    expect(unlistedError({ code: 999_999 })).toEqual({});
  });

  it.each([
    ['+16505551234', '+***'],
    ['US.12345', 'US.***'],
    ['+1 (650) 555-1234', '+***'],
    ['٠١٢٣٤', '***'],
    ['<sheena@example.com>', '***'],
    ['wamid.HBgLMTY1MDU1NTEyMzQ=', '***'],
  ])('never holds what names a person: %s', (personal, masked) => {
    expect(detailsOf(`not for ${personal} any more`)).toBe(`not for ${masked} any more`);
  });

  it('is short, and masked before it is cut', () => {
    expect(detailsOf(`${'x'.repeat(196)} 16505551234 and more`)).toBe(`${'x'.repeat(196)} ***`);
    expect(detailsOf(`${'x'.repeat(190)} sheena@example.com`)).toBe(`${'x'.repeat(190)} ***`);
  });

  it.each(['7', '@', 'a ', '1 -'])('comes at once, however long it is: %j', (piece) => {
    expect(detailsOf(piece.repeat(200_000))!.length).toBeLessThanOrEqual(200);
  });
});
