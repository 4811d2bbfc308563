import { type Child, iconButton, make } from './make.ts';

/** Opens a sheet above the page. Escape, the cross and a tap beside it close it. */
export function openSheet(title: string, ...content: Child[]): HTMLDialogElement {
  const sheet = make('dialog', { class: 'sheet', 'aria-label': title });
  sheet.append(
    make(
      'header',
      { class: 'sheet-head' },
      make('h2', {}, title),
      iconButton('close', 'Close', () => sheet.close()),
    ),
    make('div', { class: 'sheet-body' }, ...content),
  );
  sheet.addEventListener('click', (event) => {
    if (event.target === sheet) sheet.close();
  });
  sheet.addEventListener('close', () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
  return sheet;
}
