import { icon } from './icons.ts';
import { make } from './make.ts';

const thanksMs = 1_500;

/** Copies a text and says for a moment that it did. */
export function copyButton(title: string, text: string): HTMLButtonElement {
  const label = make('span', { 'aria-live': 'polite' }, title);
  const say = (words: string): void => {
    label.textContent = words;
    setTimeout(() => (label.textContent = title), thanksMs);
  };
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('Not allowed'),
    );
  };
  return make('button', { type: 'button', class: 'copy', onclick: copy }, icon('copy'), label);
}
