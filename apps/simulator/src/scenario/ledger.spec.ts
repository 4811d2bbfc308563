import { Ledger } from './ledger.ts';

describe('a ledger', () => {
  it('forgets its oldest entries once it is full', () => {
    const ledger = new Ledger<number>(20);
    for (let entry = 1; entry <= 21; entry += 1) ledger.push(entry);
    expect([...ledger]).toEqual(Array.from({ length: 19 }, (_, i) => i + 3));
  });

  it('is otherwise a list like any other', () => {
    const ledger = new Ledger<number>(20);
    ledger.push(1, 2);
    expect(ledger.map(String)).toEqual(['1', '2']);
    expect(JSON.stringify({ ledger })).toBe('{"ledger":[1,2]}');
  });
});
