import { loadConfig, SettingsError } from '#platform';

import { geminiSettings, understandingMode } from './gemini.settings.ts';

const load = (environment: NodeJS.ProcessEnv): ReturnType<typeof loadConfig<typeof geminiSettings>> =>
  loadConfig(geminiSettings, environment);

function faults(environment: NodeJS.ProcessEnv): string[] {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe('the settings of Gemini', () => {
  it.each([
    [{}, 'offline'],
    [{ GEMINI_API_KEY: 'key' }, 'both'],
    [{ GEMINI_API_KEY: 'key', UNDERSTANDING: 'offline' }, 'offline'],
    [{ GEMINI_API_KEY: 'key', UNDERSTANDING: 'gemini' }, 'gemini'],
  ])('%j means %s', (environment, mode) => expect(understandingMode(load(environment))).toBe(mode));

  it.each(['gemini', 'both'])('UNDERSTANDING=%s needs a key', (mode) => {
    expect(faults({ UNDERSTANDING: mode })).toEqual([
      expect.stringMatching(
        new RegExp(`^GEMINI_API_KEY: must be set with UNDERSTANDING=${mode}; get one at https`),
      ),
    ]);
  });

  it('are refused when they make no sense', () => {
    const wrong = {
      UNDERSTANDING: 'best',
      GEMINI_MODEL: 'models/other',
      GEMINI_API_KEY: 'a b',
      GENERAL_ANSWERS: 'maybe',
    };

    expect(faults({ ...wrong, GEMINI_API_BASE_URL: 'here', GEMINI_CALLS_PER_DAY: '0' })).toEqual([
      'GEMINI_API_KEY: must be one word of ASCII characters',
      expect.stringMatching(/^GEMINI_MODEL: must be the name of a Gemini model/),
      expect.stringMatching(/^GEMINI_API_BASE_URL: must be a URL/),
      'UNDERSTANDING: must be offline, gemini, both',
      'GEMINI_CALLS_PER_DAY: must be at least 1',
      'GENERAL_ANSWERS: must be on or off',
    ]);
  });
});
