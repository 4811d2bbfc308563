import { neededTemplates } from './template-definition.ts';
import { missingStatus, standingAdvice, standingsAmong, statusWords } from './template-standing.ts';

const { name, language } = neededTemplates[0]!;

describe('the standing of our templates', () => {
  it('is found by name and language among those of others', () => {
    const listed = [
      { name, language: 'en_US', status: 'APPROVED' },
      { name: 'another', language, status: 'APPROVED' },
      { name, language, status: 'PAUSED', id: '7' },
    ];

    expect(
      standingsAmong(listed, neededTemplates).map((one) => [one.name, one.language, one.status, one.id]),
    ).toEqual([
      [name, 'en', 'PAUSED', '7'],
      [neededTemplates[1]!.name, 'en', missingStatus, undefined],
    ]);
  });

  it('names the reason of a rejection, and only of that', () => {
    expect(statusWords({ status: 'REJECTED', rejectedReason: 'PROMOTIONAL' })).toBe('rejected (PROMOTIONAL)');
    expect(statusWords({ status: 'REJECTED' })).toBe('rejected');
    expect(statusWords({ status: 'APPROVED', rejectedReason: 'PROMOTIONAL' })).toBe('approved');
  });

  it('leaves nothing to do for what is approved, and something for everything else', () => {
    expect(standingAdvice({ status: 'APPROVED' })).toBeUndefined();
    expect(standingAdvice({ status: missingStatus })).toContain('templates submit');
    for (const status of ['PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED', 'RESTED', undefined]) {
      expect(standingAdvice({ status })).toMatch(/\w{4}/);
    }
  });

  it('repeats a status that it does not know', () => {
    expect(statusWords({ status: 'RESTED' })).toContain('RESTED');
    expect(statusWords({})).toContain('unknown');
  });
});
