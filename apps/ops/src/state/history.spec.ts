import { type Figures, History } from './history.ts';

const none: Figures = {
  waiting: null,
  oldestSeconds: null,
  received: null,
  answered: null,
  failed: null,
  slowMs: null,
  people: null,
  limitPercent: null,
};

describe('the last hour', () => {
  it('keeps of each half minute the highest of each figure', () => {
    const history = new History();
    history.add({ ...none, waiting: 5, people: 1 }, 60_000);
    history.add({ ...none, waiting: 2, people: 4 }, 89_999);
    history.add({ ...none, waiting: 1 }, 90_000);

    expect(history.points).toEqual([
      { ...none, at: 60_000, waiting: 5, people: 4 },
      { ...none, at: 90_000, waiting: 1 },
    ]);
  });

  it('forgets what is older', () => {
    const history = new History();
    for (let minute = 0; minute < 300; minute++) history.add(none, minute * 60_000);

    expect(history.points).toHaveLength(60);
    expect(history.points.at(-1)?.at).toBe(299 * 60_000);
  });
});
