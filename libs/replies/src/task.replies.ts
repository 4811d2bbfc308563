import { conversationReplies } from './conversation.replies.ts';
import { list, lostTitle, short } from './wording.ts';

export interface NumberedTask {
  number: number;
  /** Undefined when it cannot be read any more. */
  title: string | undefined;
}

/** Answers about the list, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const taskReplies = {
  taskAdded: ({ number, title }: NumberedTask, due?: string) =>
    `Task ${number}: ${short(title ?? lostTitle)} added to your list${due ? `, due ${due}` : ''}`,
  taskTitleMissing: () => 'What should I put on your list? For example: add milk to my list',
  taskCompleted: ({ number, title }: NumberedTask) =>
    `Task ${number}: ${short(title ?? lostTitle)} marked complete`,
  taskUnknown: (name: string) =>
    conversationReplies.error(
      `there is no open task ${/^\d+$/.test(name) ? name : `“${short(name)}”`} on your list`,
    ),
  taskAmbiguous: () => 'Which task is done? Please say its number, for example: done 1',
  noTasks: () => 'Your list is empty. To put something on it: add milk to my list',
  taskList: (tasks: NumberedTask[]) =>
    list(
      'Your list:',
      tasks.map(({ number, title }) => `${number}. ${short(title ?? lostTitle)}`),
    ),
  completeLate: ({ number, title }: NumberedTask) =>
    `Shall I mark task ${number} complete: ${short(title ?? lostTitle)}? Please answer yes or no.`,
};
