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

const bareName = (list: string): string => short(list.replace(/^(?:the|my|our) | list$/gi, ''));
/** "lista", "lista «shopping»" */
const listName = (list?: string): string => (list ? `lista ${quoted(bareName(list))}` : 'lista');
const onList = ({ list }: { list?: string }): string => (list ? ` en tu ${listName(list)}` : '');
const called = ({ title }: { title?: string }): string => short(title ?? lostTitle);
const taskLine = ({ number, title, due }: ListLine): string =>
  `${number}. ${called({ title })}${due ? `, ${due.isOverdue ? 'vencida desde' : 'para'} ${due.words}` : ''}`;
const othersLine = (others: ListWords[]): string =>
  others.length > 0
    ? `\n\nOtras listas: ${inWords(others.map(({ list, count: tasks }) => `${short(list ?? 'tu lista normal')} (${tasks})`))}`
    : '';
const tasksIn = (number: number): string => count(number, 'tarea', 'tareas');

/** Answers about the lists, in Spanish. */
export const taskReplies: typeof english = {
  taskAdded: ({ number, title, list }, due) =>
    `Tarea ${number}: ${called({ title })} añadida a tu ${listName(list)}${due ? `, para ${due}` : ''}`,
  tasksAdded: (tasks, list) =>
    listed(`${tasks.length} tareas añadidas a tu ${listName(list)}:`, tasks.map(taskLine)),
  taskKnown: ({ number, title, list }) =>
    `${capitalised(called({ title }))} ya está en tu ${listName(list)}: tarea ${number}`,
  taskPlace: (number, list) => `tarea ${number} de tu ${listName(list)}`,
  taskTitleMissing: (time) =>
    time === undefined
      ? `¿Qué pongo en tu lista? Por ejemplo: ${example('añade leche a mi lista', 'add milk to my list')}`
      : `¿Qué pongo en tu lista? ${soFar(time)}`,
  tasksCompleted: (tasks) =>
    tasks
      .map((task) => `Tarea ${task.number}: ${called(task)} marcada como hecha${onList(task)}`)
      .slice(0, longestTaskList)
      .join('\n'),
  taskDoneBefore: (task) => `${capitalised(called(task))} ya estaba marcada como hecha.`,
  tickOff: () => 'Marcar hecha',
  taskUnknown: (name, { list, isCompleted = false } = {}) =>
    name === undefined
      ? `No existe esa tarea en tu ${listName(list)}.`
      : `No hay ninguna tarea ${isCompleted ? 'hecha' : 'pendiente'} ${/^\d+$/.test(name) ? name : quoted(short(name))} en tu ${listName(list)}.`,
  taskAmbiguous: (intent) =>
    intent === 'complete_task'
      ? `¿Qué tarea está hecha? Dime su número, por ejemplo: ${example('la 1 está hecha', 'done 1')}`
      : '¿A qué tarea te refieres? Dime su número o su nombre, por favor.',
  tasksReopened: (tasks) =>
    tasks
      .map((task) => `Tarea ${task.number}: ${called(task)} está pendiente otra vez${onList(task)}`)
      .join('\n'),
  taskIsOpen: (task) => `Tarea ${task.number}: ${called(task)} ya está pendiente${onList(task)}`,
  tasksDeleted: (tasks) =>
    tasks
      .map((task) => `Tarea ${task.number}: ${called(task)} quitada de tu ${listName(task.list)}`)
      .slice(0, longestTaskList)
      .join('\n'),
  clearList: (tasks) =>
    `¿Quito ${tasks.length === 1 ? 'la única tarea' : `las ${tasks.length} tareas`} de tu ${listName(tasks[0]?.list)}?`,
  listCleared: (tasks) =>
    `Tu ${listName(tasks[0]?.list)} está vacía ahora: he quitado ${tasksIn(tasks.length)}.`,
  taskChangeMissing: (task) =>
    `¿Qué cambio en la tarea ${task.number}: ${called(task)}? Por ejemplo: ${example(`llama a la tarea ${task.number} leche de avena`, `rename task ${task.number} to oat milk`)}, o: ${example(`pasa la tarea ${task.number} al viernes`, `move task ${task.number} to friday`)}`,
  taskChanged: (task, { was, due }) =>
    `La tarea ${task.number}${onList(task)} ahora es: ${called(task)}${due ? `, para ${due}` : ''}${
      was === undefined || was === task.title ? '' : `. Antes era: ${short(was)}`
    }`,
  noTasks: ({ list, others = [] } = {}) =>
    `Tu ${listName(list)} está vacía. Para poner algo, di: ${example(`añade leche a mi ${listName(list)}`, `add milk to my ${list ? `${bareName(list)} ` : ''}list`)}${othersLine(others)}`,
  taskList: (tasks, { list, others = [] } = {}) =>
    `${listed(`Tu ${listName(list)}:`, tasks.map(taskLine))}${othersLine(others)}`,
  taskLists: (lists) =>
    listed(
      lists.length === 1 ? 'Tienes una lista:' : `Tienes ${lists.length} listas:`,
      lists.map(({ list, count: tasks }) => `• ${short(list ?? 'Tu lista')}: ${tasksIn(tasks)}`),
    ),
  tasksDue: (when, tasks, more) => {
    const [one, other] = tasks.length > 0 ? ['otra tarea', 'otras tareas'] : ['tarea', 'tareas'];
    const rest =
      more > 0
        ? `\n\n${count(more, one, other)} de tus listas ${more === 1 ? 'no vence' : 'no vencen'} antes.`
        : '';
    return tasks.length > 0
      ? `${listed(
          `Vencen hasta ${when}:`,
          tasks.map((task) => `${taskLine(task)}${task.list ? ` (${listName(task.list)})` : ''}`),
        )}${rest}`
      : `No vence nada hasta ${when}.${rest}`;
  },
  completeLate: ({ number, title }) =>
    `¿Marco la tarea ${number} como hecha: ${called({ title })}? Responde sí o no, por favor.`,
};
