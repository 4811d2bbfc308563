import { plainListName, type Subject, type Task } from '#data';
import { replies } from '#replies';
import type { Action } from '#understanding';

import type { Option } from './understood.ts';

/** Tells lists apart: "" for the usual one. */
export const listOf = ({ list }: { list?: string }): string =>
  list === undefined ? '' : plainListName(list);

/** Other names of lists that are guessed by what is done with what is on them. */
const SIMILAR = new Map([
  ['shopping', ['grocery', 'groceries', 'supermarket']],
  ['packing', ['luggage', 'suitcase', 'bag']],
]);
/** So many letters of a list's name tell that it was said. */
const told = 5;

/** The list that is meant by what was said, where its name was only guessed: "what do I still need to buy". */
export function listMeant(
  tasks: readonly Task[],
  { list, words }: Pick<Action, 'list' | 'words'>,
): string | undefined {
  const name = listOf({ list });
  if (name === '' || words.toLowerCase().includes(name.slice(0, told))) return list;
  const similar = SIMILAR.get(name) ?? [];
  return [name, ...similar].find((each) => tasks.some((task) => listOf(task) === each));
}

/** The tasks of each list in the order of their numbers; the usual list comes first. */
export function byList(tasks: readonly Task[]): Task[][] {
  const names = [...new Set(tasks.map(listOf))].toSorted();
  return names.map((name) => tasks.filter((task) => listOf(task) === name));
}

/**
 * The tasks of the list that is meant. Somebody who says "my list" and has only a shopping list means that one.
 *
 * @param list its name, absent when none was said
 */
export function tasksOf(tasks: readonly Task[], list: string | undefined): Task[] {
  const wanted = listOf({ list });
  const [only = [], ...others] = byList(tasks);
  const areMeant = wanted === '' && others.length === 0;
  return areMeant ? only : tasks.filter((task) => listOf(task) === wanted);
}

/** The first of those that `keyOf` gives the same key. */
export function firstOfEach(tasks: readonly Task[], keyOf: (task: Task) => string): Task[] {
  const keys = tasks.map(keyOf);
  return tasks.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}

export const aboutTask = ({ id }: Task): Subject => ({ kind: 'task', id });

/** How a task is offered when several can be meant. */
export const optionOf = ({ title = replies.lostTitle(), list, number }: Task): Omit<Option, 'subject'> => ({
  words: title,
  detail:
    number > 0 ? replies.taskPlace(number, list === undefined ? undefined : listOf({ list })) : undefined,
});
