import type { Action, Meaning } from '#understanding';

import { isAside } from './asides.ts';
import { asMeaning, onlyAction, type Said } from './said.ts';
import { meaningOf } from './spoken-before.ts';

/** "remember that": what was just said. */
const REMEMBERS = /\b(?:that|it)(?: (?:for me|please|too))*[ .!]*$/i;
const ASKS = /\?\s*$|^(?:who|what|where|when|why|how|which|can|could|do|does|is|are)\b/i;

/** What we did not understand can be kept all the same, unless it asks something; what was kept is kept already. */
export function remembered(said: Said, action: Action): Meaning | undefined {
  const before = said.history?.().at(-1);
  if (action.title !== undefined || !before?.said || !REMEMBERS.test(said.words)) return undefined;
  const meant = onlyAction(meaningOf(said, before.said, before.saidAt));
  const isKept = meant?.intent === 'remember' && meant.title !== undefined;
  const isFact =
    meant?.intent === 'out_of_scope' &&
    before.said.includes(' ') &&
    !ASKS.test(before.said) &&
    !isAside(before.said);
  return isKept || isFact
    ? asMeaning([{ ...action, title: isKept ? meant.title : before.said.trim() }])
    : undefined;
}
