/** Arrow keys go from exchange to exchange, past those that are hidden. */
export function moveAmongRows(list: HTMLElement, event: KeyboardEvent): void {
  const rows = [...list.querySelectorAll<HTMLElement>('.exchange:not([hidden]) > summary')];
  const at = rows.findIndex((row) => row === event.target);
  if (at < 0) return;
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
  const next = to === undefined ? undefined : rows[to];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
