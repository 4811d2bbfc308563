import { checkCount, checkDistinct, checkLength } from './message-limit.ts';

export interface ReplyButton {
  /** Comes back when it is tapped; at most 256 characters. */
  id: string;
  /** At most 20 characters. */
  title: string;
}

export function actionOf(buttons: ReplyButton[]): object {
  checkCount('buttons', buttons.length, 3);
  for (const { id, title } of buttons) {
    checkLength('id of a button', id, 256);
    checkLength('title of one of the buttons', title, 20);
  }
  const ids = buttons.map(({ id }) => id);
  checkDistinct('buttons', 'an id', ids);
  const titles = buttons.map(({ title }) => title);
  checkDistinct('buttons', 'a title', titles);
  return { buttons: buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) };
}
