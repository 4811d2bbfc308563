import { type IconName, icon } from './icons.ts';
import { make } from './make.ts';

export interface MenuItem {
  label: string;
  icon?: IconName;
  /** Stands large in a row with others of its kind; `label` says in words what it is. */
  symbol?: string;
  pressed?: boolean;
  act: () => void;
}

const gapPx = 6;

/** Opens a menu beside a button. Arrow keys move in it; Escape, Tab and a tap elsewhere close it. */
export function openMenu(opener: HTMLElement, label: string, items: MenuItem[]): void {
  const menu = make('div', { class: 'menu', role: 'menu', popover: 'auto', 'aria-label': label });
  const symbols = make('div', { class: 'symbols', role: 'group', 'aria-label': 'React' });
  for (const item of items) (item.symbol ? symbols : menu).append(buttonOf(item, menu));
  if (symbols.firstChild) menu.prepend(symbols);
  menu.addEventListener('keydown', (event) => move(menu, event));
  menu.addEventListener('toggle', (event) => {
    if ('newState' in event && event.newState === 'closed') menu.remove();
  });
  // In the part of the page that it belongs to, as those who do not see where it stands are told.
  (opener.closest('main, aside') ?? document.body).append(menu);
  menu.showPopover();
  place(menu, opener.getBoundingClientRect());
  menu.querySelector('button')?.focus();
}

function buttonOf({ label, icon: name, symbol, pressed, act }: MenuItem, menu: HTMLElement): HTMLElement {
  const attributes = symbol
    ? { class: 'symbol', role: 'menuitemradio', 'aria-checked': `${pressed ?? false}`, 'aria-label': label }
    : { role: 'menuitem' };
  const onclick = (): void => {
    // First closed, so that whatever opens next finds the focus where it was.
    menu.hidePopover();
    act();
  };
  const content = symbol ? [symbol] : [name && icon(name), label];
  return make('button', { type: 'button', tabindex: -1, ...attributes, onclick }, ...content);
}

function move(menu: HTMLElement, event: KeyboardEvent): void {
  const buttons = [...menu.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const to = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: -1,
  }[event.key];
  if (event.key === 'Tab') menu.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}

/** Below what opened it or, where there is no room, above; never beyond the edge of the screen. */
function place(menu: HTMLElement, opener: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = opener.bottom + gapPx;
  const top = below + height > innerHeight ? Math.max(gapPx, opener.top - gapPx - height) : below;
  const left = Math.min(Math.max(gapPx, opener.left), innerWidth - width - gapPx);
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
}
