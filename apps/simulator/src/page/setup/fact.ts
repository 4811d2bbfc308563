import { copyButton } from '../dom/copy-button.ts';
import { make } from '../dom/make.ts';

const hidden = '••••••••';

/** Something to be copied into another project's settings. */
export function fact(label: string, value: string): HTMLElement[] {
  return [
    make('dt', {}, label),
    make('dd', {}, make('code', {}, value), copyButton('Copy', value, `Copy ${label}`)),
  ];
}

/** The same of a secret: it comes from the server when somebody asks for it, and is not seen when it is only copied. */
export function secretFact(label: string, load: () => Promise<string>): HTMLElement[] {
  const shown = make('code', { 'aria-live': 'polite' }, hidden);
  const show = make('button', { type: 'button', class: 'copy', 'aria-pressed': 'false' }, 'Show');
  show.append(make('span', { class: 'unseen' }, ` ${label}`));
  const set = (words: string, isShown: boolean): void => {
    shown.textContent = words;
    show.ariaPressed = `${isShown}`;
    if (show.firstChild) show.firstChild.textContent = isShown ? 'Hide' : 'Show';
  };
  show.addEventListener('click', () => {
    if (show.ariaPressed === 'true') return set(hidden, false);
    load().then(
      (value) => set(value, true),
      (error: unknown) => set(error instanceof Error ? error.message : hidden, false),
    );
  });
  return [make('dt', {}, label), make('dd', {}, shown, show, copyButton('Copy', load, `Copy ${label}`))];
}
