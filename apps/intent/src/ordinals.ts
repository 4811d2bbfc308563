const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** Source of a regular expression for "first" to "tenth", and "last". */
export const anyOrdinal = [...ordinals, 'last'].join('|');

/** The one at an ordinal, "second" or "last"; undefined when there are not so many. */
export const atOrdinal = <T>(all: readonly T[], ordinal: string): T | undefined =>
  ordinal === 'last' ? all.at(-1) : all[ordinals.indexOf(ordinal)];
