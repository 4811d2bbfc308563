import {
  capitalised as sentence,
  count,
  inWords,
  list as listed,
  longestTaskList,
  lostTitle,
  short,
  soFar,
} from './wording.ts';

export interface NumberedTask {
  number: number;
  /** Undefined when it cannot be read any more. */
  title: string | undefined;
  /** Name of its list; absent for the usual one. */
  list?: string;
}

export interface ListLine extends NumberedTask {
  due?: { words: string; isOverdue: boolean };
}

/** What a list is called, and how many open tasks it has. */
export interface ListWords {
  list?: string;
  count: number;
}

/** "your list", "your shopping list" */
const listName = (list?: string): string =>
  list ? `your ${short(list.replace(/^(?:the|my|our) | list$/gi, '')).toLowerCase()} list` : 'your list';
const onList = ({ list }: { list?: string }): string => (list ? ` on ${listName(list)}` : '');
const called = ({ title }: { title?: string }): string => short(title ?? lostTitle);
const taskLine = ({ number, title, due }: ListLine): string =>
  `${number}. ${called({ title })}${due ? `, ${due.isOverdue ? 'overdue since' : 'due'} ${due.words}` : ''}`;
const othersLine = (others: ListWords[]): string =>
  others.length > 0
    ? `\n\nOther lists: ${inWords(others.map(({ list, count: tasks }) => `${short(list ?? 'your usual list')} (${tasks})`))}`
    : '';

/** Answers about the lists, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const taskReplies = {
  taskAdded: ({ number, title, list }: NumberedTask, due?: string) =>
    `Task ${number}: ${called({ title })} added to ${listName(list)}${due ? `, due ${due}` : ''}`,
  /** Several new ones on one list. */
  tasksAdded: (tasks: NumberedTask[], list?: string) =>
    listed(`${tasks.length} tasks added to ${listName(list)}:`, tasks.map(taskLine)),
  taskKnown: ({ number, title, list }: NumberedTask) =>
    `${sentence(called({ title }))} is already on ${listName(list)}: task ${number}`,
  /** More about one of several tasks. */
  taskPlace: (number: number, list?: string) => `task ${number} on your ${list ? `${list} ` : ''}list`,
  /** @param due when it is to be done, if that was said */
  taskTitleMissing: (due?: string) =>
    `What should I put on your list? ${due === undefined ? 'For example: add milk to my list' : soFar(due)}`,
  tasksCompleted: (tasks: NumberedTask[]) =>
    tasks
      .map((task) => `Task ${task.number}: ${called(task)} marked complete${onList(task)}`)
      .slice(0, longestTaskList)
      .join('\n'),
  taskDoneBefore: (task: NumberedTask) => `${sentence(called(task))} was marked complete before.`,
  /** Opens a list of tasks, of which a tap completes one. */
  tickOff: () => 'Tick off',
  taskUnknown: (
    name: string | undefined,
    { list, isCompleted = false }: { list?: string; isCompleted?: boolean } = {},
  ) =>
    name === undefined
      ? `There is no such task on ${listName(list)}.`
      : `There is no ${isCompleted ? 'completed' : 'open'} task ${/^\d+$/.test(name) ? name : `“${short(name)}”`} on ${listName(list)}.`,
  taskAmbiguous: (intent: string): string =>
    intent === 'complete_task'
      ? 'Which task is done? Please say its number, for example: done 1'
      : 'Which task do you mean? Please say its number or its name.',
  tasksReopened: (tasks: NumberedTask[]) =>
    tasks.map((task) => `Task ${task.number}: ${called(task)} is open again${onList(task)}`).join('\n'),
  taskIsOpen: (task: NumberedTask) => `Task ${task.number}: ${called(task)} is open already${onList(task)}`,
  tasksDeleted: (tasks: NumberedTask[]) =>
    tasks
      .map((task) => `Task ${task.number}: ${called(task)} taken off ${listName(task.list)}`)
      .slice(0, longestTaskList)
      .join('\n'),
  clearList: (tasks: NumberedTask[]) =>
    `Shall I take ${tasks.length === 1 ? 'the only task' : `all ${tasks.length} tasks`} off ${listName(tasks[0]?.list)}?`,
  listCleared: (tasks: NumberedTask[]) =>
    `${sentence(listName(tasks[0]?.list))} is empty now: I took ${count(tasks.length, 'task')} off.`,
  taskChangeMissing: (task: NumberedTask) =>
    `What should I change about task ${task.number}: ${called(task)}? For example: rename task ${task.number} to oat milk, or: move task ${task.number} to friday`,
  /** @param was its title before */
  taskChanged: (task: NumberedTask, { was, due }: { was?: string; due?: string }) =>
    `Task ${task.number}${onList(task)} is now: ${called(task)}${due ? `, due ${due}` : ''}${
      was === undefined || was === task.title ? '' : `. It was: ${short(was)}`
    }`,
  noTasks: ({ list, others = [] }: { list?: string; others?: ListWords[] } = {}) =>
    `${sentence(listName(list))} is empty. To put something on it: add milk to ${listName(list).replace('your', 'my')}${othersLine(others)}`,
  taskList: (tasks: ListLine[], { list, others = [] }: { list?: string; others?: ListWords[] } = {}) =>
    `${listed(`${sentence(listName(list))}:`, tasks.map(taskLine))}${othersLine(others)}`,
  taskLists: (lists: ListWords[]) =>
    listed(
      lists.length === 1 ? 'You have one list:' : `You have ${lists.length} lists:`,
      lists.map(({ list, count: tasks }) => `• ${short(list ?? 'Your list')}: ${count(tasks, 'task')}`),
    ),
  /** @param more how many other open tasks there are */
  tasksDue: (when: string, tasks: ListLine[], more: number) => {
    const rest =
      more > 0
        ? `\n\n${count(more, tasks.length > 0 ? 'other task' : 'task')} on your lists ${more === 1 ? 'is' : 'are'} not due by then.`
        : '';
    return tasks.length > 0
      ? `${listed(
          `Due by ${when}:`,
          tasks.map((task) => `${taskLine(task)}${task.list ? ` (${short(task.list)} list)` : ''}`),
        )}${rest}`
      : `Nothing is due by ${when}.${rest}`;
  },
  completeLate: ({ number, title }: NumberedTask) =>
    `Shall I mark task ${number} complete: ${called({ title })}? Please answer yes or no.`,
};
