/**
 * Opens the message that has the focus, so that its times are seen. While a pointer is pressed nothing opens or closes: what was pressed would
 * move away from under it, and the release would miss it.
 */
export function openFocused(log: HTMLElement): void {
  let isPressed = false;
  let opened: Element | null = null;
  const show = (): void => {
    if (isPressed) return;
    const focused = log.querySelector(':scope > .bubble:focus');
    if (focused === opened) return;
    opened?.classList.remove('opened');
    focused?.classList.add('opened');
    opened = focused;
  };
  const release = (): void => {
    // The click comes after the release.
    setTimeout(() => {
      isPressed = false;
      show();
    });
  };
  log.addEventListener('focusin', show);
  // Who gets the focus next is known in a moment.
  log.addEventListener('focusout', () => setTimeout(show));
  log.addEventListener('pointerdown', () => {
    isPressed = true;
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, release, { once: true });
  });
}
