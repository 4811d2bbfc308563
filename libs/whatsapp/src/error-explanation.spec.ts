import { explainError } from './error-explanation.ts';

describe('the explanation of an error', () => {
  it.each([
    [131_026, 'Not on WhatsApp, terms not accepted, or an old version', 'Nothing'],
    [190, 'The token has expired or was revoked', 'Now: Set a new WHATSAPP_API_TOKEN'],
    [132_016, 'Disabled for good', 'Get another template approved'],
    [131_250, 'Groups', expect.stringContaining('somebody else')],
  ])('of %d says what it means and what to do', (code, meaning, advice) => {
    expect(explainError(code)).toEqual({ meaning, advice });
  });

  it('is missing for a code that nobody knows', () => {
    expect(explainError(999_999)).toBeUndefined();
  });
});
