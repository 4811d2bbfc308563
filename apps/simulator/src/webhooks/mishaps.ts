import type { RuleValues } from '../rules/rules.ts';

/** What befalls a POST on its way to the business. */
export type Mishap = 'lost' | 'late' | 'reordered' | 'duplicated' | 'wrong signature first';

/** The rule that says how often each happens. */
const shares = {
  late: 'late',
  reordered: 'reordered',
  duplicated: 'duplicates',
  'wrong signature first': 'wrongSignatures',
} as const satisfies Partial<Record<Mishap, keyof RuleValues>>;

/** For the n-th POST under a seed: always the same, whatever else happens. A POST that is lost has no other troubles. */
export function mishapsOf(rules: RuleValues, n: number): Mishap[] {
  if (draw(rules.seed, n, 'lost') < rules.lost) return ['lost'];
  return (Object.keys(shares) as (keyof typeof shares)[]).filter(
    (mishap) => draw(rules.seed, n, mishap) < rules[shares[mishap]],
  );
}

/** From 0 up to 1, evenly spread over the turns and independent of the other questions. */
function draw(seed: number, turn: number, question: Mishap): number {
  let state = mixed(seed);
  state = mixed(state + turn);
  for (const letter of question) state = mixed(state + (letter.codePointAt(0) ?? 0));
  return state / 2 ** 32;
}

/** The finisher of MurmurHash3: each bit of the number decides about each bit of the result. */
function mixed(number: number): number {
  let bits = (number + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
