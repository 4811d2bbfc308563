import { type BlindIndexes, spellingsOf } from './contact-names.ts';

/**
 * Of messages that come together, those that one statement can record, which sees nothing of what the others say about names: of all
 * that share a name, but not every name, only the first, and those called like it that come before any other.
 */
export function withoutShared<T extends BlindIndexes>(messages: T[]): T[] {
  const bearers = new Map<string, string>();
  return messages.filter((message) => {
    const { bsuidBlindIndex, phoneBlindIndex } = message;
    const names = [bsuidBlindIndex, ...spellingsOf(message)].filter((name) => name !== null);
    const bearer = JSON.stringify([bsuidBlindIndex, phoneBlindIndex]);
    const isFirst = names.every((name) => (bearers.get(name) ?? bearer) === bearer);
    for (const name of names) bearers.set(name, isFirst ? bearer : several);
    return isFirst;
  });
}

const several = '';
