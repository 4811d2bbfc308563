import { webhookMessageSchema } from './webhook-message.schema.ts';

const message = {
  from: '16505551234',
  from_user_id: 'US.13491208655302741918',
  from_parent_user_id: 'US.ENT.11815799212886844830',
  id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=',
  timestamp: '1749416383',
  type: 'text',
  text: { body: 'Does it come in another color?' },
};
const { from: _from, ...usernameOnly } = message;
const { from_user_id: _user, ...phoneOnly } = message;

describe('a message', () => {
  it('is read with its sender, time and words', () => {
    expect(webhookMessageSchema.parse(message)).toEqual({
      from: '16505551234',
      from_user_id: 'US.13491208655302741918',
      from_parent_user_id: 'US.ENT.11815799212886844830',
      id: message.id,
      timestamp: 1_749_416_383,
      type: 'text',
      text: { body: 'Does it come in another color?' },
    });
  });

  it('may come without a phone number, from a person who adopted a username', () => {
    expect(webhookMessageSchema.parse(usernameOnly)).toMatchObject({ from_user_id: message.from_user_id });
  });

  it('may come without a user id, as it did before 2026', () => {
    expect(webhookMessageSchema.parse(phoneOnly)).toMatchObject({ from: message.from });
  });

  it('takes an empty phone number as missing', () => {
    expect(webhookMessageSchema.parse({ ...message, from: '' }).from).toBeUndefined();
  });

  it('passes with keys and a kind that nobody knows yet', () => {
    const later = { ...message, type: 'hologram', hologram: { depth: 3 }, context: { id: 'wamid.QUOTED=' } };

    expect(webhookMessageSchema.parse(later)).toMatchObject({
      type: 'hologram',
      context: { id: 'wamid.QUOTED=' },
    });
  });

  it.each([undefined, null, '', 7, 'two words'])('is of an unknown kind when it says %p', (type) => {
    expect(webhookMessageSchema.parse({ ...message, type }).type).toBe('unknown');
  });

  it('passes without the parts that are unreadable', () => {
    const image = { id: '1003383421387256', caption: 7, url: null, voice: 'yes' };
    const broken = { ...message, text: 'not an object', image, context: [], errors: [{}, { code: 1 }] };

    expect(webhookMessageSchema.parse(broken)).toMatchObject({
      text: undefined,
      image: { id: '1003383421387256', caption: undefined, url: undefined, voice: undefined },
      errors: [undefined, { code: 1 }],
    });
  });

  it.each([undefined, '', 7])('is unreadable without an id (%p)', (id) => {
    expect(webhookMessageSchema.safeParse({ ...message, id }).success).toBe(false);
  });
});
