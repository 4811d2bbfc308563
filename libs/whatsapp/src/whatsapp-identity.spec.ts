import { identityOf, isKnown } from './whatsapp-identity.ts';

describe('an id', () => {
  it.each(['16505551234', '+16505551234', '+1 (650) 555-1234', '1.650.555.1234'])(
    'is a phone number when it is %p',
    (id) => {
      expect(identityOf(id)).toEqual({ phone: '16505551234' });
    },
  );

  it.each(['US.13491208655302741918', 'US.ENT.11815799212886844830', 'DE.a1B2'])(
    'is a user id when it is %p, in whatever field',
    (id) => {
      expect(identityOf(undefined, id)).toEqual({ bsuid: id });
    },
  );

  it.each([undefined, '', 'unknown', '@sheena', 'us.1', 'US.', '12', 'US.1 2'])(
    'is none when it is %p',
    (id) => {
      expect(isKnown(identityOf(id))).toBe(false);
    },
  );

  it('counts once of each kind, the first', () => {
    expect(identityOf('US.1', '16505551234', 'US.2', '16505559999')).toEqual({
      phone: '16505551234',
      bsuid: 'US.1',
    });
  });
});
