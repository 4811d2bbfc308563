import DataLoader from 'dataloader';

import type { Transaction } from './database.ts';

/**
 * Makes one statement of the calls that are made for one transaction at the same time, so that a transaction that serves twenty
 * people costs as many round trips as one that serves a single person.
 *
 * @param statement gets all inputs and returns as many outputs, in the same order
 */
export function together<I, O>(
  statement: (tx: Transaction, inputs: readonly I[]) => Promise<O[]>,
): (tx: Transaction, input: I) => Promise<O> {
  const loaders = new WeakMap<Transaction, DataLoader<I, O>>();
  return (tx, input) => {
    const known = loaders.get(tx);
    const loader = known ?? new DataLoader<I, O>((inputs) => statement(tx, inputs), { cache: false });
    if (!known) loaders.set(tx, loader);
    return loader.load(input);
  };
}
