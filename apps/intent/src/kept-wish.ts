import type { NewNote, Turn } from '#data';
import type { Reading } from '#understanding';

import type { Understood, Wish } from './understood.ts';

/** A place or somebody's card is kept as it is. */
export function keptWish(
  { text: words = '', sentAt: saidAt }: Turn,
  reading: Reading,
  zone: { timezone: string; certain: boolean },
): Wish {
  const actions: Wish['actions'] = [{ intent: 'remember', confidence: 1, words }];
  return { actions, words, saidAt, now: new Date(), ...zone, keeps: notesOf(reading) };
}

/** A file that is kept may have a caption, which asks for something besides. */
export function withCaption(kept: Wish, caption: Understood): Understood {
  if (caption.outcome !== 'acted') return { outcome: 'acted', wish: kept };
  const { wish } = caption;
  const actions = wish.actions.filter(({ intent }) => intent !== 'out_of_scope' && intent !== 'remember');
  if (wish.reply !== undefined || wish.asksFirst !== undefined || actions.length === 0)
    return { outcome: 'acted', wish: { ...kept, note: wish.reply } };
  return { outcome: 'acted', wish: { ...wish, actions: [kept.actions[0], ...actions], keeps: kept.keeps } };
}

function notesOf({ place, people = [] }: Reading): NewNote[] {
  const { address: text, ...rest } = place ?? {};
  return [
    ...(place ? [{ kind: 'place' as const, text, ...rest }] : []),
    ...people.map(({ name, details }) => ({ kind: 'person' as const, name, text: details.join('\n') })),
  ];
}
