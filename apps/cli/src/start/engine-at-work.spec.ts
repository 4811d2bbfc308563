import { engineAtWork } from './engine-at-work.ts';

const geminiModel = 'gemini-9';

describe('the engine at work', () => {
  it('is offline without a key, and how to change that is said', () => {
    expect(engineAtWork({ geminiModel })).toMatch(/^offline; .*GEMINI_API_KEY/);
  });

  it('is named with its model', () => {
    expect(engineAtWork({ geminiModel, geminiApiKey: 'k' })).toContain(
      'not clear offline goes to Gemini (gemini-9)',
    );
    expect(engineAtWork({ geminiModel, geminiApiKey: 'k', understanding: 'gemini' })).toContain(
      'every message',
    );
  });

  it('can be offline in spite of a key', () => {
    expect(engineAtWork({ geminiModel, geminiApiKey: 'k', understanding: 'offline' })).toContain(
      'Gemini is off',
    );
  });
});
