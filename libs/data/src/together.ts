import DataLoader from 'dataloader';

import type { Transaction } from './database.ts';

/**
 * Merges the concurrent calls within one transaction into one statement, so that serving twenty people takes as many
 * round trips as serving one.
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
