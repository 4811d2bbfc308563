import type { BubbleView } from './bubble.ts';

/** Arrow keys go from message to message; Enter and the context menu key open what can be done with one. */
export function moveAmong(bubbles: BubbleView[], event: KeyboardEvent): void {
  const at = bubbles.findIndex(({ element }) => element === event.target);
  const bubble = bubbles[at];
  if (!bubble) return;
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: bubbles.length - 1 }[event.key];
  const next = to === undefined ? undefined : bubbles[to];
  if (next) next.element.focus();
  else if (event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
    bubble.openMenu();
  } else return;
  event.preventDefault();
}
