import { onlyEmoji } from './emoji.ts';

it.each([
  ['👍', 1],
  ['❤️', 1],
  ['👩‍👩‍👧 🇩🇪', 2],
  ['👍🏽🎉\n1️⃣', 3],
  ['👍👍👍👍', 0],
  ['ok 👍', 0],
  ['12', 0],
  ['©', 0],
  ['', 0],
])('%j is %d large emoji', (text, count) => {
  expect(onlyEmoji(text)).toBe(count);
});
