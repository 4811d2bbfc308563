import { taskNumberOf } from './numbers.ts';

describe('taskNumberOf', () => {
  it.each([
    ['3', 3],
    ['#3', 3],
    ['number 3', 3],
    ['the third one', 3],
    ['task three', 3],
    ['3rd task', 3],
    ['Task Twenty', 20],
  ])('"%s" is %d', (words, number) => {
    expect(taskNumberOf(words)).toBe(number);
  });

  it.each(['milk', '0', '2 and 3', '12 eggs', ''])('"%s" is none', (words) => {
    expect(taskNumberOf(words)).toBeUndefined();
  });
});
