import { judgeQueue } from './queue-status.ts';

const fine = {
  oldestWaitingSeconds: 0,
  completedSecondsAgo: 1,
  workers: 1,
  failed: 0,
  isHeldBack: false,
  thresholds: { behind: 30, failing: 120 },
};

describe('the status of a queue', () => {
  it.each([
    ['ok', 'while work is taken at once', {}],
    ['ok', 'when nothing completed for long, since nothing came', { completedSecondsAgo: Infinity }],
    ['ok', 'where Redis does not say how many workers there are', { workers: null }],
    ['warning', 'while failed jobs wait for a person', { failed: 1 }],
    ['behind', 'when work waits longer than it should', { oldestWaitingSeconds: 31, failed: 1 }],
    ['behind', 'when work waits very long, and gets less', { oldestWaitingSeconds: 9_000 }],
    [
      'behind',
      'when work is to wait, as long as there is a worker',
      { oldestWaitingSeconds: 9_000, completedSecondsAgo: Infinity, isHeldBack: true },
    ],
    [
      'behind',
      'before it is clear that nobody takes it',
      { oldestWaitingSeconds: 119, completedSecondsAgo: Infinity },
    ],
    [
      'failing',
      'when work waits very long, and none is completed',
      { oldestWaitingSeconds: 121, completedSecondsAgo: 121 },
    ],
    ['failing', 'without a worker', { workers: 0 }],
    ['failing', 'without a worker, though work is to wait', { workers: 0, isHeldBack: true }],
  ])('is %s %s', (status, _when, signs) => {
    expect(judgeQueue({ ...fine, ...signs })).toBe(status);
  });
});
