import { curlCommand } from './curl.ts';

const url = 'http://127.0.0.1:3005/v26.0/1/messages?fields=a&b=c';

describe('an exchange as a command', () => {
  it('leaves out what curl adds, and quotes what a shell would read', () => {
    const headers = [
      { name: 'Host', value: 'x' },
      { name: 'Content-Length', value: '5' },
      { name: 'X-Empty', value: '' },
      { name: 'Authorization', value: "Bearer it's" },
    ];

    expect(curlCommand({ method: 'POST', url, headers }, Buffer.from('a=$b'))).toBe(
      [
        `curl -sS -i '${url}' \\`,
        `  -H 'X-Empty;' \\`,
        String.raw`  -H 'Authorization: Bearer it'\''s' ` + '\\',
        `  --data-raw 'a=$b'`,
      ].join('\n'),
    );
  });

  it.each([
    ['GET', '', ''],
    ['DELETE', '', ' -X DELETE'],
    ['POST', '', ' -X POST'],
    ['PUT', 'a', ' -X PUT'],
    ['POST', 'a', ''],
  ])('%s with the body %j names its method only where it is not the usual one', (method, body, option) => {
    expect(curlCommand({ method, url, headers: [] }, Buffer.from(body))).toMatch(
      `curl -sS -i${option} '${url}'`,
    );
  });
});
