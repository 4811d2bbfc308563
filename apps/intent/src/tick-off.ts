import type { Task } from '#data';
import { replies } from '#replies';
import type { Choices } from '#whatsapp';

import { mostRows, rowOf } from './choice-rows.ts';
import { dueOf } from './task-due.ts';
import { optionOf } from './task-lists.ts';
import type { Request } from './understood.ts';

/** What stands under a list of open tasks, in the order in which they are told: a tap completes one. */
export function ticksFor(tasks: readonly Task[], request: Request): Choices | undefined {
  if (tasks.length === 0) return undefined;
  const rows = tasks.slice(0, mostRows).map((task) => {
    const { words, detail } = optionOf(task);
    return rowOf(`tick-${task.id}`, { words, detail: dueOf(task, request)?.words ?? detail });
  });
  return { list: { button: replies.tickOff(), choices: rows } };
}

/** Id of the task that such a tap completes. */
export const tickedOf = (choice: string | undefined): string | undefined =>
  /^tick-(.+)$/.exec(choice ?? '')?.[1];
