import { maskPersonal } from './mask-personal.ts';

describe('a text of other software, in a log or on the page for people on call', () => {
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
    ['invalid input value for enum: "SHEENA"', 'invalid input value for enum: "***"'],
    ["unknown person 'SHEENA'", "unknown person '***'"],
    ['lost wamid.HBgLMTYabcdefgh', 'lost ***'],
    ['Key (name)=(Sheena Nelson) already exists.', 'Key (name)=(***) already exists.'],
    ['no person US.1A2b3C4d5E6f', 'no person US.***'],
    ['no person US.ENT.11815799212886844830', 'no person US.ENT.***'],
    ['no reply to +683 4002', 'no reply to +***'],
    ['no reply to 4915\u201112\u2013345 678', 'no reply to ***'],
    ['called 2015-11-2345678 and 165.055.512.345', 'called *** and ***'],
    ['asked for HBgLMTY1MDU1NTEyMzQVAgASGBQz', 'asked for ***'],
    ['GET /people?mail=sheena%40example.com', 'GET ***'],
    ['relation "Sheena Nelson" of "anna-maria" and "sheena.nelson"', 'relation "***" of "***" and "***"'],
    [String.raw`said "call \"mom\" at five" twice`, 'said "***" twice'],
    ['„Sheena“ and «Sheena»', '"***" and "***"'],
    [`can't find 'Sheena Nelson', nor 'Sheena'`, `can't find '***', nor '***'`],
    [`${'x'.repeat(9_990)} "Sheena Nelson said so"`, `${'x'.repeat(9_990)} "***"`],
  ])('tells of nobody: %s', (text, told) => {
    expect(maskPersonal(text)).toBe(told);
  });

  it.each([
    'the access token expires in 3 days (2027-01-20 14:03 UTC): exchange it with `npm run handsfree -- token exchange`',
    'failed at 2027-01-20T14:03:09.123Z',
    'relation "inbound_message" does not exist',
    'No key "ENCRYPTION_KEYS"',
    'Unknown argument "OPENSSL_3"',
    'No key "k2" in ENCRYPTION_KEYS: put the key back that sealed this',
    'password authentication failed for user "handsfree"',
    `Cannot read properties of undefined (reading 'id'), and it isn't the first one that doesn't`,
    "ENOENT: no such file or directory, open '/tmp/handsfree/Some file'",
    'message 01935f3e-0000-7000-8000-123456789012 is not there',
    'connect ECONNREFUSED 192.168.100.200:5432',
    'WhatsApp error 131031 (HTTP 400, trace AbC123): subcode 2494010',
    'at It (/app/node_modules/@prisma/client/src/runtime/RequestHandler.ts:184:12)',
    'at QueueConsumer.process (file:///app/dist/libs/queues/src/queue-consumer.js:120:34)',
  ])('keeps what helps: %s', (text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  it.each(['7', '@', '"', 'a ', '1 -', '=('])('comes at once, however long it is: %j', (piece) => {
    expect(maskPersonal(piece.repeat(100_000)).length).toBeLessThanOrEqual(300_000);
  });
});
