import { maskPersonal } from './mask-personal.ts';

describe('a text on the page for people on call', () => {
  it.each([
    ['WhatsApp error 131026 to +1 (650) 555-1234', 'WhatsApp error 131026 to +***'],
    ['no person 16505551234', 'no person ***'],
    ['no person US.13491208655302741918', 'no person US.***'],
    ['unknown: ٠١٢٣٤٥٦٧٨٩', 'unknown: ***'],
    ['lost wamid.HBgLMTY1MDU1NTEyMzQ=, and sheena@example.com', 'lost *** and ***'],
    [
      `Unexpected token 'S', "{"name":"Sheena Nel"... is not valid JSON`,
      `Unexpected token 'S', "***"... is not valid JSON`,
    ],
    ['invalid input syntax for type json: "Sheena"', 'invalid input syntax for type json: "***"'],
    ['no reply to “Sheena Nelson”', 'no reply to "***"'],
    ['Key (name)=(Sheena Nelson) already exists.', 'Key (name)=(***) already exists.'],
  ])('tells of nobody: %s', (text, told) => {
    expect(maskPersonal(text)).toBe(told);
  });

  it.each([
    'the access token expires in 3 days (2027-01-20 14:03 UTC): exchange it with `npm run handsfree -- token exchange`',
    'failed at 2027-01-20T14:03:09.123Z',
    'relation "inbound_message" does not exist',
    'No key "ENCRYPTION_KEYS"',
    'message 01935f3e-0000-7000-8000-123456789012 is not there',
    'connect ECONNREFUSED 192.168.100.200:5432',
    'WhatsApp error 131031 (HTTP 400, trace AbC123): subcode 2494010',
    'at QueueConsumer.process (file:///app/dist/libs/queues/src/queue-consumer.js:120:34)',
  ])('keeps what helps: %s', (text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  it.each(['7', '@', '"', 'a ', '1 -', '=('])('comes at once, however long it is: %j', (piece) => {
    expect(maskPersonal(piece.repeat(100_000)).length).toBeLessThanOrEqual(300_000);
  });
});
