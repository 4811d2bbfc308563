import { wordsOfError } from '../simulator.client.ts';
import { icon } from './icons.ts';
import { make } from './make.ts';

const thanksMs = 1_500;

/**
 * Copies a text and says for a moment that it did.
 * @param text what to copy, or how to get it once it is wanted
 */
export function copyButton(
  title: string,
  text: string | (() => Promise<string>),
  label?: string,
): HTMLButtonElement {
  const words = make('span', { 'aria-live': 'polite' }, title);
  const say = (said: string): void => {
    words.textContent = said;
    setTimeout(() => (words.textContent = title), thanksMs);
  };
  const copy = async (): Promise<void> => {
    try {
      const wanted = typeof text === 'string' ? text : await text();
      await navigator.clipboard.writeText(wanted).catch((cause: unknown) => {
        throw new Error('Not allowed', { cause });
      });
      say('Copied');
    } catch (error) {
      say(wordsOfError(error));
    }
  };
  return make(
    'button',
    { type: 'button', class: 'copy', title: label, onclick: () => void copy() },
    icon('copy'),
    words,
    label && make('span', { class: 'unseen' }, label.replace(title, '')),
  );
}
