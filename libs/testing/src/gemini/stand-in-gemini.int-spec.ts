import { StandInGemini } from './stand-in-gemini.ts';

const content = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] };
const withSchema = (responseSchema: object): object => ({
  ...content,
  generationConfig: { responseMimeType: 'application/json', responseSchema },
});
const withFile = (mimeType: string, data: string): object => ({
  contents: [{ role: 'user', parts: [{ inlineData: { mimeType, data } }] }],
});

describe('the stand-in for Gemini', () => {
  let gemini: StandInGemini;

  beforeAll(async () => {
    gemini = await StandInGemini.start();
  });
  afterAll(() => gemini.close());
  beforeEach(() => gemini.forget());

  const post = (body: unknown, { key = gemini.apiKey, model = gemini.model } = {}): Promise<Response> =>
    fetch(`${gemini.url}/v1beta/models/${model}:generateContent`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { 'x-goog-api-key': key }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('answers the newest match', async () => {
    gemini.answer({ of: 'all' });
    gemini.answer({ of: 'hello' }, ({ text }) => text === 'hello');
    gemini.answer({ of: 'none' }, ({ text }) => text === 'bye');

    const response = await post(content);

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      candidates: [{ content: { parts: [{ text: '{"of":"hello"}' }] }, finishReason: 'STOP' }],
    });
  });

  it('keeps what it was sent, files as their bytes', async () => {
    gemini.answer({});
    await post({ ...withFile('audio/ogg', 'T2dnUw=='), systemInstruction: { parts: [{ text: 'Listen.' }] } });

    expect(gemini.requests).toMatchObject([
      { instructions: 'Listen.', text: '', files: [{ mimeType: 'audio/ogg', bytes: Buffer.from('OggS') }] },
    ]);
  });

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no content', { contents: [] }],
    ['an empty message', { contents: [{ role: 'user', parts: [] }] }],
    ['an unknown field', { ...content, colour: 'blue' }],
    ['an unknown option', { ...content, generationConfig: { colour: 'blue' } }],
    ['broken base64', withFile('image/png', 'no base64!')],
    ['a file without a type', withFile('png', 'AAAA')],
    [
      'a schema without a JSON answer',
      { ...content, generationConfig: { responseSchema: { type: 'string' } } },
    ],
    ['a schema with a foreign keyword', withSchema({ type: 'string', additionalProperties: false })],
    ['a schema without a type', withSchema({ properties: { a: { type: 'string' } } })],
    ['an object without properties', withSchema({ type: 'object', properties: {} })],
    ['an array without items', withSchema({ type: 'array' })],
    [
      'a required property that is not there',
      withSchema({ type: 'object', properties: { a: { type: 'string' } }, required: ['b'] }),
    ],
    ['numbers to choose from', withSchema({ type: 'integer', enum: ['1', '2'] })],
  ])('refuses %s', async (_, body) => {
    gemini.answer({});

    const response = await post(body);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } });
    expect(gemini.requests).toEqual([]);
  });

  it.each([
    [{ key: '' }, 403],
    [{ key: 'other' }, 400],
    [{ model: 'gemini-0' }, 404],
  ])('knows its key and its model (%j)', async (access, status) => {
    gemini.answer({});

    expect((await post(content, access)).status).toBe(status);
  });

  it('refuses what the test gave no answer to', async () => {
    expect((await post(content)).status).toBe(400);
  });

  it('makes trouble once for each time it was told', async () => {
    gemini.answer({});
    gemini.fail('overloaded', 'day_quota');

    const [first, second, third] = [await post(content), await post(content), await post(content)];

    expect([first.status, second.status, third.status]).toEqual([503, 429, 200]);
    expect(await second.text()).toContain('GenerateRequestsPerDayPerProjectPerModel-FreeTier');
  });
});
