import type { TemplateContent } from '../../phone/content.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import type { BubbleActions } from '../chat/bubble-actions.ts';
import { copyButton } from '../dom/copy-button.ts';
import { icon } from '../dom/icons.ts';
import { type Child, make } from '../dom/make.ts';
import { actionButton } from './interactive.ts';
import { header } from './media.ts';
import { formatted, outside } from './text.ts';

type Button = TemplateContent['buttons'][number];

export function template(content: TemplateContent, bubble: Bubble, actions: BubbleActions): Child[] {
  const { buttons } = content;
  return [
    make('p', { class: 'label', dir: 'ltr' }, `Template ${content.name}`),
    ...(content.header ? header(content.header) : []),
    formatted(content.body),
    content.footer && make('p', { class: 'footer' }, content.footer),
    buttons.length > 0 &&
      make('div', { class: 'actions' }, ...buttons.map((one) => buttonOf(one, bubble, actions))),
  ];
}

function buttonOf(button: Button, { wamid }: Bubble, actions: BubbleActions): HTMLElement {
  const { title } = button;
  switch (button.type) {
    case 'quick reply':
      return actionButton('reply', title, () => actions.tap(wamid, button.payload));
    case 'link':
      return outside(button.url, icon('link'), title);
    case 'phone':
      return make('a', { href: `tel:${button.phone}` }, icon('call'), title);
    case 'copy code':
      return copyButton(title, button.code);
    default:
      return make('p', { class: 'gone' }, title);
  }
}
