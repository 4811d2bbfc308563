import { tokenFactsSchema, tokenFault } from './token-facts.ts';

const now = new Date('2026-11-26T12:00:00Z');
const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
const second = now.getTime() / 1_000;
const factsOf = (data: object) =>
  tokenFactsSchema.parse({ data: { is_valid: true, expires_at: 0, scopes, ...data } });
const faultOf = (data: object): string | undefined => tokenFault(factsOf(data), now);

describe('the facts about a token', () => {
  it('are read from what WhatsApp answers', () => {
    expect(
      factsOf({
        app_id: '1',
        type: 'SYSTEM_USER',
        expires_at: second,
        data_access_expires_at: 0,
        user_id: '2',
      }),
    ).toEqual({
      isValid: true,
      type: 'SYSTEM_USER',
      expiresAt: now,
      dataAccessExpiresAt: 'never',
      scopes,
      missingScopes: [],
    });
  });

  it('stay unknown where they are missing or make no sense', () => {
    expect(factsOf({ expires_at: undefined, data_access_expires_at: 1e300, scopes: null })).toMatchObject({
      expiresAt: undefined,
      dataAccessExpiresAt: undefined,
      scopes: [],
    });
  });
});

describe('a token can be used', () => {
  it('until it expires', () => {
    expect(faultOf({})).toBeUndefined();
    expect(faultOf({ expires_at: second + 1 })).toBeUndefined();
    expect(faultOf({ expires_at: second - 7_200 })).toMatch(/^it expired 2 hours ago/);
  });

  it.each([
    [{ is_valid: false, error: { code: 190, subcode: 467 } }, 'it was revoked'],
    [{ is_valid: false, error: { code: 190, message: 'Malformed EAAS' } }, 'WhatsApp does not accept it'],
    [{ scopes: scopes.slice(0, 1) }, 'it lacks whatsapp_business_messaging'],
    [{ scopes: [] }, 'it lacks whatsapp_business_messaging and whatsapp_business_management'],
  ])('but not with %j', (data, fault) => {
    expect(faultOf(data)).toContain(fault);
  });
});
