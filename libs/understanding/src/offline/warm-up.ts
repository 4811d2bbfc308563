import { understandOffline } from './understand-offline.ts';

/** One sentence per group of rules: enough to have every rule and the reader of dates compiled. */
const SENTENCES = [
  'hello there',
  'remind me every other monday at 5pm until june to water the plants',
  'add milk and eggs to my shopping list and mark the rent as done',
  "what's on my calendar on march 3 between 2 and 4",
  'move my dentist appointment from 3 to next tuesday at half past ten',
  'cancel the party after easter, scratch that, cancel lunch with ann tomorrow evening',
  'dinner with tom at luigis in two weeks for two hours',
  'how do i get a stain out of my carpet',
];
/** The second time a regular expression runs, it is compiled for good. */
const ROUNDS = 2;

/**
 * Makes the first sentences of a process as fast as later ones; cold, each takes a tenth of a second. It takes turns with
 * whatever else the process has to do, so that starting does not wait for it.
 */
export async function warmUp(): Promise<void> {
  for (const text of Array.from({ length: ROUNDS }, () => SENTENCES).flat()) {
    await new Promise((resolve) => setImmediate(resolve));
    understandOffline({ text, reference: new Date(), timezone: 'UTC' });
  }
}
