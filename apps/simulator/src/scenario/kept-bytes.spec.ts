import { KeptBytes, longestKept } from './kept-bytes.ts';

it('keeps what is not too long, and forgets the oldest when all together are', () => {
  const kept = new KeptBytes();
  const full = Buffer.alloc(longestKept);
  kept.keep(0, Buffer.alloc(longestKept + 1));
  for (let id = 1; id <= 17; id += 1) kept.keep(id, full);

  expect([0, 1, 2, 17].map((id) => kept.of(id)?.length)).toEqual([
    undefined,
    undefined,
    full.length,
    full.length,
  ]);
  kept.drop(2);
  kept.keep(18, full);
  expect(kept.of(3)).toBe(full);
});
