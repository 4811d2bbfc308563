import type { Action } from '#understanding';

import type { Found } from './half-times.ts';
import type { Said } from './said.ts';
import { meaningOf } from './spoken-before.ts';

/** What `item` is on the list that was spoken of last. */
export function addedToList(said: Said, item: string, { list }: Action): Found {
  const { actions } = meaningOf(said, `add ${item} to my ${list ? `${list} ` : ''}list`);
  return actions.every(({ intent }) => intent === 'create_task') ? actions : undefined;
}
