import { isMediaHost } from './media-host.ts';

const graph = 'https://graph.facebook.com';

describe('our token may go', () => {
  it.each([
    'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1',
    'https://scontent.xx.fbcdn.net/v/t1',
    'https://LOOKASIDE.FBSBX.COM/',
    'https://lookaside.fbsbx.com:443/',
    'https://graph.facebook.com/file',
  ])('to %s', (url) => {
    expect(isMediaHost(new URL(url), graph)).toBe(true);
  });

  it('to where the Graph API is said to be, on that port', () => {
    expect(isMediaHost(new URL('http://127.0.0.1:3005/file'), 'http://127.0.0.1:3005/')).toBe(true);
    expect(isMediaHost(new URL('http://127.0.0.1:3006/file'), 'http://127.0.0.1:3005/')).toBe(false);
    expect(isMediaHost(new URL('http://localhost:3005/file'), 'http://127.0.0.1:3005/')).toBe(false);
  });

  it.each([
    'http://lookaside.fbsbx.com/',
    'https://lookaside.fbsbx.com:8443/',
    'https://fbsbx.com/',
    'https://evilfbsbx.com/',
    'https://lookaside.fbsbx.com.evil.example/',
    'https://evil.example/.fbsbx.com',
    'https://evil.example/?.fbsbx.com',
    'https://evil.example#.fbsbx.com',
    'https://lookaside.fbsbx.com@evil.example/',
    'https://user:secret@lookaside.fbsbx.com/',
    'http://graph.facebook.com/file',
    'https://169.254.169.254/latest/meta-data',
    'ftp://lookaside.fbsbx.com/',
    'file:///etc/passwd',
  ])('not to %s', (url) => {
    expect(isMediaHost(new URL(url), graph)).toBe(false);
  });
});
