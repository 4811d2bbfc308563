import type { Action, InteractiveContent } from '../../phone/content.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import type { BubbleActions } from '../chat/bubble-actions.ts';
import { icon, type IconName } from '../dom/icons.ts';
import { type Child, make } from '../dom/make.ts';
import { openSheet } from '../dom/sheet.ts';
import { header } from './media.ts';
import { formatted, outside } from './text.ts';

export function interactive(content: InteractiveContent, bubble: Bubble, actions: BubbleActions): Child[] {
  return [
    ...(content.header ? header(content.header) : []),
    formatted(content.body),
    content.footer && make('p', { class: 'footer' }, content.footer),
    make('div', { class: 'actions' }, ...buttonsOf(content.action, bubble, actions)),
  ];
}

function buttonsOf(action: Action, bubble: Bubble, actions: BubbleActions): HTMLElement[] {
  const tap = (id: string): void => actions.tap(bubble.wamid, id);
  switch (action.type) {
    case 'buttons':
      return action.buttons.map(({ id, title }) => actionButton('reply', title, () => tap(id)));
    case 'list':
      return [actionButton('list', action.button, () => openList(action, tap))];
    case 'link':
      return [outside(action.url, icon('link'), action.title)];
    case 'ask location':
      return [actionButton('location', 'Send location', () => actions.sendLocation(bubble))];
    default:
      return [make('p', { class: 'gone' }, action.name)];
  }
}

export function actionButton(name: IconName, title: string, onclick: () => void): HTMLButtonElement {
  return make('button', { type: 'button', dir: 'auto', onclick }, icon(name), title);
}

function openList({ button, sections }: Extract<Action, { type: 'list' }>, tap: (id: string) => void): void {
  const sheet = openSheet(
    button,
    ...sections.map(({ title, rows }) =>
      make(
        'section',
        { class: 'rows', 'aria-label': title },
        title && make('h3', {}, title),
        ...rows.map(({ id, title: words, description }) => {
          const choose = (): void => {
            sheet.close();
            tap(id);
          };
          const about = description && make('span', { class: 'quiet' }, description);
          return make(
            'button',
            { type: 'button', dir: 'auto', onclick: choose },
            make('strong', {}, words),
            about,
          );
        }),
      ),
    ),
  );
}
