import type { Press } from '../dom/press.ts';

/** Opens the message that has the focus, so that its times are seen. */
export function openFocused(log: HTMLElement, press: Press): void {
  let opened: Element | null = null;
  const show = (): void => {
    const focused = log.querySelector('.bubble:focus');
    if (focused === opened) return;
    opened?.classList.remove('opened');
    focused?.classList.add('opened');
    opened = focused;
  };
  log.addEventListener('focusin', () => press.whenOver(show));
  // Who gets the focus next is known in a moment.
  log.addEventListener('focusout', () => setTimeout(() => press.whenOver(show)));
}
