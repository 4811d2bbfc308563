import { refusedWith } from '../../../../test/refused-with.ts';
import { readContacts } from './contacts.ts';
import { readLocation } from './location.ts';
import { readReaction } from './reaction.ts';
import { readText } from './text.ts';

describe('a text', () => {
  it('has up to 4096 characters', () => {
    const text = 'x'.repeat(4_096);
    expect(readText({ body: text })).toEqual({ kind: 'text', text });
  });

  it('shows a preview of its first link when that is asked for', () => {
    const body = 'See https://youtu.be/hpltvTEiRrY and https://example.com';
    expect(readText({ body, preview_url: true }).previewUrl).toBe('https://youtu.be/hpltvTEiRrY');
    expect(readText({ body }).previewUrl).toBeUndefined();
  });

  it.each([
    ['when it is missing', undefined, 131_008, 'text is required'],
    ['without a body', {}, 131_008, 'text.body is required'],
    ['when it is empty', { body: '' }, 100, 'text.body'],
    ['when it is too long', { body: 'x'.repeat(4_097) }, 100, '<=4096 characters'],
  ])('is refused %s', (_, part, code, words) => {
    expect(refusedWith(() => readText(part))).toEqual({ code, details: expect.stringContaining(words) });
  });
});

describe('a location', () => {
  it.each([
    ['numbers', 37.5, -122.25],
    ['strings', '37.5', '-122.25'],
  ])('is given in %s', (_, latitude, longitude) => {
    expect(readLocation({ latitude, longitude, name: 'META HQ', address: '1 Hacker Way' })).toEqual({
      kind: 'location',
      latitude: 37.5,
      longitude: -122.25,
      name: 'META HQ',
      address: '1 Hacker Way',
    });
  });

  it.each([
    ['without a longitude', { latitude: 1 }, 131_008],
    ['off the globe', { latitude: 91, longitude: 0 }, 131_009],
    ['that is no number', { latitude: 'north', longitude: 0 }, 131_009],
    ['that is empty', { latitude: '', longitude: 0 }, 131_009],
  ])('is refused %s', (_, part, code) => {
    expect(refusedWith(() => readLocation(part)).code).toBe(code);
  });
});

describe('contacts', () => {
  it('are taken with their phones, addresses and company', () => {
    const contact = {
      name: { formatted_name: 'John Smith', first_name: 'John' },
      phones: [{ phone: '+1 (940) 555-1234', type: 'HOME' }, { wa_id: '16505551234' }],
      emails: [{ email: 'test@whatsapp.com' }],
      org: { company: 'WhatsApp', title: 'Manager' },
    };
    expect(readContacts([contact, { name: { formatted_name: 'Jane' } }]).contacts).toEqual([
      {
        name: 'John Smith',
        phones: ['+1 (940) 555-1234'],
        emails: ['test@whatsapp.com'],
        company: 'WhatsApp',
      },
      { name: 'Jane', phones: [], emails: [] },
    ]);
  });

  it.each([
    ['none', [], 100],
    ['one without a name', [{ name: { first_name: 'John' } }], 131_008],
    ['something else', { name: 'John' }, 100],
  ])('are refused when there is %s', (_, part, code) => {
    expect(refusedWith(() => readContacts(part)).code).toBe(code);
  });
});

describe('a reaction', () => {
  it.each(['😀', '❤️', '👍🏽', ''])('is an emoji, or nothing to take it back: %s', (emoji) => {
    expect(readReaction({ message_id: 'wamid.A=', emoji })).toEqual({
      kind: 'reaction',
      wamid: 'wamid.A=',
      emoji,
    });
  });

  it.each([
    ['without a message', { emoji: '😀' }, 131_008],
    ['without an emoji', { message_id: 'wamid.A=' }, 131_008],
    ['with a word', { message_id: 'wamid.A=', emoji: 'like' }, 131_009],
  ])('is refused %s', (_, part, code) => {
    expect(refusedWith(() => readReaction(part)).code).toBe(code);
  });
});
