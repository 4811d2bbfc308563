import { optionsOf } from './options.ts';

const given = { seed: 1, messages: 300, queues: 'both', without: [] };

describe('the options', () => {
  it('choose the back ends', () => {
    expect(optionsOf(given).queues).toEqual(['Redis', 'PostgreSQL']);
    expect(optionsOf({ ...given, queues: 'redis' }).queues).toEqual(['Redis']);
    expect(optionsOf({ ...given, queues: 'postgres' }).queues).toEqual(['PostgreSQL']);
  });

  it('leave out faults by name', () => {
    expect(optionsOf({ ...given, without: ['kills', 'late'] }).without).toEqual(['kills', 'late']);
  });

  it('are all told when they are wrong', () => {
    const wrong = { seed: Number.NaN, messages: 1, queues: 'kafka', without: ['sleep'] };
    for (const name of ['--seed', '--messages', '--queues', '--without']) {
      expect(() => optionsOf(wrong)).toThrow(name);
    }
  });
});
