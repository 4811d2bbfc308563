// The last parameters are optional, which the rule does not see through the type.
/* eslint-disable typescript/no-useless-default-assignment */
import type { ListLine, ListWords, taskReplies as english } from '../en/task.replies.ts';
import {
  capitalised,
  count,
  example,
  inWords,
  list as listed,
  longestTaskList,
  lostTitle,
  quoted,
  short,
  soFar,
} from './wording.ts';

/** "Einkauf" of "my shopping list", as it was called. */
const bareName = (list: string): string => short(list.replace(/^(?:the|my|our) | list$/gi, ''));
/** "auf deiner Liste", "auf deiner Liste „shopping“" */
const listName = (list?: string): string => (list ? `Liste ${quoted(bareName(list))}` : 'Liste');
const onList = ({ list }: { list?: string }): string => (list ? ` auf deiner ${listName(list)}` : '');
const called = ({ title }: { title?: string }): string => short(title ?? lostTitle);
const taskLine = ({ number, title, due }: ListLine): string =>
  `${number}. ${called({ title })}${due ? `, ${due.isOverdue ? 'überfällig seit' : 'fällig'} ${due.words}` : ''}`;
const othersLine = (others: ListWords[]): string =>
  others.length > 0
    ? `\n\nAndere Listen: ${inWords(others.map(({ list, count: tasks }) => `${short(list ?? 'deine normale Liste')} (${tasks})`))}`
    : '';
const tasksIn = (number: number): string => count(number, 'Aufgabe', 'Aufgaben');

/** Answers about the lists, in German. */
export const taskReplies: typeof english = {
  taskAdded: ({ number, title, list }, due) =>
    `Aufgabe ${number}: ${called({ title })} steht auf deiner ${listName(list)}${due ? `, fällig ${due}` : ''}`,
  tasksAdded: (tasks, list) =>
    listed(`${tasks.length} Aufgaben stehen neu auf deiner ${listName(list)}:`, tasks.map(taskLine)),
  taskKnown: ({ number, title, list }) =>
    `${capitalised(called({ title }))} steht schon auf deiner ${listName(list)}: Aufgabe ${number}`,
  taskPlace: (number, list) => `Aufgabe ${number} auf deiner ${listName(list)}`,
  taskTitleMissing: (time) =>
    time === undefined
      ? `Was soll ich auf deine Liste setzen? Zum Beispiel: ${example('setz Milch auf meine Liste', 'add milk to my list')}`
      : `Was soll ich auf deine Liste setzen? ${soFar(time)}`,
  tasksCompleted: (tasks) =>
    tasks
      .map((task) => `Aufgabe ${task.number}: ${called(task)} ist erledigt${onList(task)}`)
      .slice(0, longestTaskList)
      .join('\n'),
  taskDoneBefore: (task) => `${capitalised(called(task))} war schon erledigt.`,
  tickOff: () => 'Abhaken',
  taskUnknown: (name, { list, isCompleted = false } = {}) =>
    name === undefined
      ? `So eine Aufgabe steht nicht auf deiner ${listName(list)}.`
      : `Auf deiner ${listName(list)} steht keine ${isCompleted ? 'erledigte' : 'offene'} Aufgabe ${/^\d+$/.test(name) ? name : quoted(short(name))}.`,
  taskAmbiguous: (intent) =>
    intent === 'complete_task'
      ? `Welche Aufgabe ist erledigt? Sag mir bitte ihre Nummer, zum Beispiel: ${example('1 erledigt', 'done 1')}`
      : 'Welche Aufgabe meinst du? Sag mir bitte ihre Nummer oder ihren Namen.',
  tasksReopened: (tasks) =>
    tasks.map((task) => `Aufgabe ${task.number}: ${called(task)} ist wieder offen${onList(task)}`).join('\n'),
  taskIsOpen: (task) => `Aufgabe ${task.number}: ${called(task)} ist ohnehin noch offen${onList(task)}`,
  tasksDeleted: (tasks) =>
    tasks
      .map((task) => `Aufgabe ${task.number}: ${called(task)} von deiner ${listName(task.list)} gestrichen`)
      .slice(0, longestTaskList)
      .join('\n'),
  clearList: (tasks) =>
    `Soll ich ${tasks.length === 1 ? 'die einzige Aufgabe' : `alle ${tasks.length} Aufgaben`} von deiner ${listName(tasks[0]?.list)} streichen?`,
  listCleared: (tasks) =>
    `Deine ${listName(tasks[0]?.list)} ist jetzt leer: Ich habe ${tasksIn(tasks.length)} gestrichen.`,
  taskChangeMissing: (task) =>
    `Was soll ich an Aufgabe ${task.number} ändern: ${called(task)}? Zum Beispiel: ${example(`nenn Aufgabe ${task.number} Hafermilch`, `rename task ${task.number} to oat milk`)}, oder: ${example(`verschieb Aufgabe ${task.number} auf Freitag`, `move task ${task.number} to friday`)}`,
  taskChanged: (task, { was, due }) =>
    `Aufgabe ${task.number}${onList(task)} ist jetzt: ${called(task)}${due ? `, fällig ${due}` : ''}${
      was === undefined || was === task.title ? '' : `. Vorher war es: ${short(was)}`
    }`,
  noTasks: ({ list, others = [] } = {}) =>
    `Deine ${listName(list)} ist leer. Um etwas darauf zu setzen, sag: ${example(`setz Milch auf meine ${listName(list)}`, `add milk to my ${list ? `${bareName(list)} ` : ''}list`)}${othersLine(others)}`,
  taskList: (tasks, { list, others = [] } = {}) =>
    `${listed(`Deine ${listName(list)}:`, tasks.map(taskLine))}${othersLine(others)}`,
  taskLists: (lists) =>
    listed(
      lists.length === 1 ? 'Du hast eine Liste:' : `Du hast ${lists.length} Listen:`,
      lists.map(({ list, count: tasks }) => `• ${short(list ?? 'Deine Liste')}: ${tasksIn(tasks)}`),
    ),
  tasksDue: (when, tasks, more) => {
    const rest =
      more > 0
        ? `\n\n${count(more, tasks.length > 0 ? 'andere Aufgabe' : 'Aufgabe', tasks.length > 0 ? 'andere Aufgaben' : 'Aufgaben')} auf deinen Listen ${more === 1 ? 'hat' : 'haben'} noch länger Zeit.`
        : '';
    return tasks.length > 0
      ? `${listed(
          `Fällig bis ${when}:`,
          tasks.map((task) => `${taskLine(task)}${task.list ? ` (${listName(task.list)})` : ''}`),
        )}${rest}`
      : `Bis ${when} ist nichts fällig.${rest}`;
  },
  completeLate: ({ number, title }) =>
    `Soll ich Aufgabe ${number} als erledigt abhaken: ${called({ title })}? Bitte antworte mit Ja oder Nein.`,
};
