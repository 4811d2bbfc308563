import { unnamedBusiness } from '../../business-name.ts';
import { make } from '../dom/make.ts';
import { drawing } from '../dom/icons.ts';

/** What the business understands that comes with this simulator. */
const suggestions: Record<string, string[]> = {
  Handsfree: ['remind me to call mom tomorrow at 5pm', 'add milk to my list', "what's on my list"],
};

const markPath = 'M9 13v6m4.7-9v12m4.6-9v6m4.7-4v2';

/** Stands in a chat in which nothing was said yet. */
export function welcome(business: string, say: (words: string) => void): HTMLElement {
  const chips = suggestions[business] ?? [];
  const name = business === unnamedBusiness ? 'your business' : business;
  const mark = make('span', { class: 'mark' });
  mark.append(drawing('0 0 32 32', markPath));
  return make(
    'section',
    { class: 'welcome', hidden: true },
    mark,
    make('h3', {}, `Say hello to ${name}`),
    make(
      'p',
      {},
      'Write as you would on WhatsApp. This phone is a simulator: nothing you send reaches WhatsApp.',
    ),
    make(
      'div',
      { class: 'chips', role: 'group', 'aria-label': 'Suggestions' },
      ...chips.map((words) => make('button', { type: 'button', onclick: () => say(words) }, words)),
    ),
  );
}
