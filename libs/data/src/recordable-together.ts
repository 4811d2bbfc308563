import { type BlindIndexes, listed } from './contact-names.ts';

/**
 * Of messages that come together, those that one statement can record, which sees nothing of what the others say about names: of all
 * that share a name, but not every name, only the first, and those called like it that come before any other; none that announces
 * a change of names.
 */
export function recordableTogether<T extends BlindIndexes & { becomes?: BlindIndexes }>(messages: T[]): T[] {
  const bearers = new Map<string, string>();
  return messages.filter((message) => {
    const { bsuidBlindIndex, phoneBlindIndex, becomes } = message;
    const { bsuids, phones } = listed(becomes ? [message, becomes] : [message]);
    const names = [...bsuids, ...phones];
    const bearer = JSON.stringify([bsuidBlindIndex, phoneBlindIndex]);
    const isFirst = !becomes && names.every((name) => (bearers.get(name) ?? bearer) === bearer);
    for (const name of names) bearers.set(name, isFirst ? bearer : several);
    return isFirst;
  });
}

const several = '';
