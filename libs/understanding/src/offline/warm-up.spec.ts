import { warmUp } from './warm-up.ts';

it('takes turns with other work', async () => {
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns++;
    if (!isDone) setImmediate(count);
  };
  count();
  await warmUp();
  isDone = true;
  expect(turns).toBeGreaterThan(8);
});
