import type { Reader } from './reader.ts';

/** "morning", "evening", … as hours of the day, 7.5 for 7:30; `to` may be 24. */
export interface PartOfDay {
  name: 'morning' | 'afternoon' | 'evening' | 'night' | 'noon' | 'other';
  from: number;
  to: number;
  /** The day it belongs to was said with it: 0 in "tonight", -1 in "last night". */
  day?: number;
  /** One moment rather than a spell: "end of day", "tonight". */
  isMoment?: boolean;
  /** Alone it may mean something else: "morning run". */
  bare: boolean;
}

const PARTS: Record<string, Omit<PartOfDay, 'bare'>> = {
  morning: { name: 'morning', from: 8, to: 12 },
  afternoon: { name: 'afternoon', from: 12, to: 18 },
  evening: { name: 'evening', from: 18, to: 22 },
  night: { name: 'night', from: 20, to: 24, isMoment: true },
  lunch: { name: 'noon', from: 12, to: 14 },
  lunchtime: { name: 'noon', from: 12, to: 14 },
  breakfast: { name: 'morning', from: 8, to: 10 },
  dinnertime: { name: 'evening', from: 18, to: 20 },
};
/** "tomorrow lunch with Ola" names what takes place then. */
const MEALS = /^(?:lunch|breakfast)$/;
const NAMES = Object.keys(PARTS).join(' ');

/** "in the morning", "this evening", "tonight", "late afternoon", "after lunch", "end of day" */
export function partOfDay(reader: Reader): PartOfDay | undefined {
  return reader.first(tonight, firstThing, endOfDay, afterMealOrWork, named);
}

function tonight(reader: Reader): PartOfDay | undefined {
  const isLate = reader.eat('late') !== undefined;
  if (reader.eat('tonight')) return part('night', { day: 0, ...(isLate && { from: 22 }) });
  if (reader.eatAll('last night')) return part('night', { day: -1 });
  return undefined;
}

/** "first thing [tomorrow]"; with "morning" it says nothing more. */
function firstThing(reader: Reader): PartOfDay | undefined {
  if (!reader.eatAll('first thing')) return undefined;
  const { morning } = reader.usage;
  return reader.word === 'in' || reader.ahead()?.word === 'morning'
    ? undefined
    : part('morning', morning === undefined ? {} : { from: morning / 60 });
}

function endOfDay(reader: Reader): PartOfDay | undefined {
  reader.eat('the');
  if (!(
    reader.eat('eod') ||
    reader.eatAll('end of day') ||
    reader.eatAll('end of the day') ||
    reader.eatAll('close of business') ||
    reader.eatAll('end of business') ||
    reader.eatAll('end of play') ||
    reader.eatAll('close of play') ||
    reader.eat('cob')
  ))
    return undefined;
  return { name: 'other', from: 18, to: 24, isMoment: true, bare: false };
}

function afterMealOrWork(reader: Reader): PartOfDay | undefined {
  if (!reader.eat('after before at around')) return undefined;
  const isAfter = reader.ahead(-1)?.word === 'after';
  if (isAfter && reader.eat('lunch')) return { name: 'afternoon', from: 13, to: 17, bare: false };
  if (isAfter && reader.eat('work')) return { name: 'evening', from: 17, to: 21, bare: false };
  if (isAfter && reader.eat('school')) return { name: 'afternoon', from: 15, to: 18, bare: false };
  if (reader.eat('lunch lunchtime')) return part('lunch', {});
  return reader.ahead(-1)?.word === 'at' && reader.eat('night') ? part('night', {}) : undefined;
}

/** "[tomorrow] morning", "in the morning", "early this morning", "first thing in the morning" */
function named(reader: Reader): PartOfDay | undefined {
  reader.eatAll('first thing');
  const early = reader.eat('early late mid');
  if (early) reader.eat('- in');
  const isIn = reader.eatAll('in the') || reader.eatAll('during the');
  const isThis = !isIn && reader.eat('this today') !== undefined;
  if (!isIn && !isThis) reader.eat('the');
  const inner = reader.eat('early late');
  const name = reader.eat(NAMES);
  if (!name || isCompound(reader) || (MEALS.test(name) && reader.word === 'with')) return undefined;
  const { morning } = reader.usage;
  const from = name === 'morning' &&
    morning !== undefined &&
    (early ?? inner) !== 'late' && { from: morning / 60 };
  return part(name, { ...(isThis && { day: 0 }), bare: !isIn && !isThis, ...from }, early ?? inner);
}

/** "evening-class" */
function isCompound({ token }: Reader): boolean {
  return token?.glued === true && (token.word === '-' || token.word === "'");
}

function part(name: string, extra: Partial<PartOfDay>, shade?: string): PartOfDay {
  const usual = PARTS[name] ?? { name: 'other' as const, from: 12, to: 13 };
  const middle = Math.ceil((usual.from + usual.to) / 2);
  const shaded = shade === 'early' ? { to: middle } : shade === 'late' ? { from: middle } : {};
  return { ...usual, ...shaded, bare: false, ...extra };
}
