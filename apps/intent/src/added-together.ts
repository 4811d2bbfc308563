import type { Task } from '#data';
import { replies } from '#replies';

import { listOf } from './task-lists.ts';

interface Answer {
  reply: string;
  /** `reply` says no more than that this task is new on its list. */
  added?: Task;
}

/** From so many on, nobody wants to hear a sentence about each. */
const fewest = 6;

/** The texts of the answers, where many tasks in a row that went onto one list have one together. */
export function addedTogether(answers: readonly Answer[]): string[] {
  const groups: [Answer, ...Answer[]][] = [];
  for (const answer of answers) {
    const group = groups.at(-1);
    if (group && areOfOneList(group[0], answer)) group.push(answer);
    else groups.push([answer]);
  }
  return groups.flatMap((group) => {
    const tasks = group.flatMap(({ added }) => added ?? []);
    return tasks.length < fewest
      ? group.map(({ reply }) => reply)
      : [replies.tasksAdded(tasks, tasks[0]?.list)];
  });
}

const areOfOneList = ({ added: one }: Answer, { added: other }: Answer): boolean =>
  one !== undefined && other !== undefined && listOf(one) === listOf(other);
