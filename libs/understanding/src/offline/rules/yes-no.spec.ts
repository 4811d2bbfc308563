import { understandOffline } from '../understand-offline.ts';

const intentOf = (text: string): string =>
  understandOffline({ text, reference: new Date('2026-11-21T13:30:00Z'), timezone: 'Europe/Berlin' })
    .actions[0].intent;

describe('an answer to a question', () => {
  it.each([
    'yes',
    'Yes!',
    'yes please',
    'Yeah, do it',
    'sure',
    'OK',
    'ok, go ahead',
    '👍',
    '👍🏽',
    'k',
    'kk',
    'okey dokey',
    'great!',
    'cool',
    'nice 👍',
    'ok great',
    'all good',
  ])('"%s" agrees', (text) => expect(intentOf(text)).toBe('confirm'));

  it.each(['no', 'No.', 'nope', 'no, leave it', "don't", 'never mind', 'no thanks', '👎'])(
    '"%s" declines',
    (text) => expect(intentOf(text)).toBe('deny'),
  );

  it.each([
    'thanks',
    'ok thanks',
    'add yes to my list',
    'no milk today',
    'right after lunch',
    'yesterday',
    'cool it',
    'great wall of china',
    'k pop',
  ])('"%s" does neither', (text) => expect(['confirm', 'deny']).not.toContain(intentOf(text)));
});
