import type { Verdict } from './send-rule.ts';

/**
 * Phones that nobody has: what is sent to one of them never arrives, so that errors can be seen without setting a scene. Where it can be,
 * the last two digits are those of the code. +1 202 555 0100 to 0199 are kept free for films.
 */
export const magicRecipients: ReadonlyMap<string, Verdict> = new Map([
  ['12025550100', { how: 'refused', code: 131_000 }],
  ['12025550102', { how: 'refused', code: 2 }],
  ['12025550103', { how: 'refused', code: 130_403 }],
  ['12025550116', { how: 'refused', code: 131_016 }],
  ['12025550126', { how: 'fails later', code: 131_026 }],
  ['12025550129', { how: 'refused', code: 130_429 }],
  ['12025550130', { how: 'refused', code: 131_030 }],
  ['12025550131', { how: 'refused', code: 131_031 }],
  ['12025550142', { how: 'fails later', code: 131_042 }],
  ['12025550147', { how: 'fails later', code: 131_047 }],
  ['12025550148', { how: 'refused', code: 131_048 }],
  ['12025550149', { how: 'fails later', code: 131_049 }],
  ['12025550150', { how: 'fails later', code: 131_050 }],
  ['12025550153', { how: 'fails later', code: 131_053 }],
  ['12025550156', { how: 'refused', code: 131_056 }],
  ['12025550157', { how: 'refused', code: 131_057 }],
  ['12025550172', { how: 'fails later', code: 130_472 }],
  ['12025550190', { how: 'refused', code: 190 }],
]);
