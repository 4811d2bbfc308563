import { loadConfig } from '#platform';
import { StandInGemini, waitUntil } from '#testing';

import { geminiFault } from './gemini-fault.ts';
import { geminiSettings } from './gemini.settings.ts';

describe('the check of the settings of Gemini', () => {
  let gemini: StandInGemini;

  beforeAll(async () => {
    gemini = await StandInGemini.start();
  });
  afterAll(() => gemini.close());

  const check = (more: Record<string, string>): Promise<string | undefined> =>
    geminiFault(loadConfig(geminiSettings, { ...gemini.settings, ...more }));

  it('finds nothing wrong with a key and a model that the API knows', async () => {
    expect(await check({})).toBeUndefined();
  });

  it('names the setting that is wrong', async () => {
    // On a busy machine it may seem out of reach.
    const told = (more: Record<string, string>): Promise<string> =>
      waitUntil('it is told', () => check(more));
    expect(await told({ GEMINI_API_KEY: 'other' })).toMatch(/^GEMINI_API_KEY: is refused/);
    expect(await told({ GEMINI_MODEL: 'gemini-0-flash' })).toBe(
      'GEMINI_MODEL: the Gemini API has no model gemini-0-flash',
    );
  });

  it('asks nothing when everything is understood offline', async () => {
    expect(await check({ GEMINI_API_KEY: 'other', UNDERSTANDING: 'offline' })).toBeUndefined();
  });

  it('is no obstacle while the API is out of reach', async () => {
    const nobody = await StandInGemini.start();
    await nobody.close();

    expect(await check({ GEMINI_API_BASE_URL: nobody.url })).toBeUndefined();
  });
});
