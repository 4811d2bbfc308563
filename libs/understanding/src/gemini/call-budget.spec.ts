import { ProcessCallBudget } from './call-budget.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const nextDay = new Date('2026-11-22T00:00:00Z');

describe('the budget of calls', () => {
  it('is used up for a person alone, and tells that once', async () => {
    const budget = new ProcessCallBudget({ person: 1, everybody: 10 });

    expect(await budget.take('one', noon)).toBeUndefined();
    expect(await budget.take('one', noon)).toEqual({ whose: 'person', isNews: true });
    expect(await budget.take('one', noon)).toEqual({ whose: 'person', isNews: false });
    expect(await budget.take('other', noon)).toBeUndefined();
  });

  it('is used up for all; what one person was refused does not count', async () => {
    const budget = new ProcessCallBudget({ person: 1, everybody: 2 });
    await budget.take('one', noon);
    await budget.take('one', noon);

    expect(await budget.take(undefined, noon)).toBeUndefined();
    expect(await budget.take('other', noon)).toEqual({ whose: 'everybody', isNews: true });
    expect(await budget.take('other', noon)).toEqual({ whose: 'everybody', isNews: false });
  });

  it('is there again the next day', async () => {
    const budget = new ProcessCallBudget({ person: 1, everybody: 1 });
    await budget.take('one', noon);
    expect(await budget.take('one', noon)).toBeDefined();

    expect(await budget.take('one', nextDay)).toBeUndefined();
    expect(await budget.take('one', nextDay)).toEqual({ whose: 'everybody', isNews: true });
  });
});
