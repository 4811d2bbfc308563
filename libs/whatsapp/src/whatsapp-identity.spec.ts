import { identityOf, isKnown } from './whatsapp-identity.ts';

describe('an id', () => {
  it.each(['16505551234', '+16505551234', '+1 (650) 555-1234', '1.650.555.1234', '0016505551234'])(
    'is a phone number when it is %p, in whatever field',
    (id) => {
      expect(identityOf({ phones: [id] })).toEqual({ phone: '16505551234' });
      expect(identityOf({ userIds: [id] })).toEqual({ phone: '16505551234' });
    },
  );

  it.each(['US.13491208655302741918', 'US.ENT.11815799212886844830', 'DE.a1B2'])(
    'is a user id when it is %p, in whatever field',
    (id) => {
      expect(identityOf({ phones: [undefined, id] })).toEqual({ bsuid: id });
      expect(identityOf({ userIds: [undefined, id] })).toEqual({ bsuid: id });
    },
  );

  it.each(['us.123', 'US.abc+/=', '@sheena'])('of a new form is a user id where one is meant: %p', (id) => {
    expect(identityOf({ userIds: [id] })).toEqual({ bsuid: id });
    expect(isKnown(identityOf({ phones: [id] }))).toBe(false);
  });

  it.each([undefined, '', '1', '1--', 'US.1 2', '1'.repeat(18)])('is none when it is %p', (id) => {
    expect(identityOf({ phones: [id] })).toEqual({});
  });

  it('counts once of each kind, the first where it is meant', () => {
    const said = { userIds: ['US.1', 'US.2'], phones: ['US.ENT.3', '16505551234', '16505559999'] };

    expect(identityOf(said)).toEqual({ phone: '16505551234', bsuid: 'US.1' });
  });
});
