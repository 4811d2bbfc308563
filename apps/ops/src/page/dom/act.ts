import { ask } from '../client.ts';
import { make } from './make.ts';

export interface Act {
  label: string;
  path: string;
  confirm: string;
  body?: object;
}

/** A button that asks before it does something. `done` gets the answer, and tells what it means. */
export function actButton(
  act: Act,
  isAllowed: boolean,
  done: (answer: unknown) => string = () => 'Done.',
): HTMLElement {
  return make(
    'button',
    {
      type: 'button',
      class: 'act',
      disabled: !isAllowed,
      title: isAllowed ? undefined : 'Log in with OPS_TOKEN to do this',
      'data-key': `${act.path} ${JSON.stringify(act.body ?? {})}`,
      onclick: () => confirmThen(act, done),
    },
    act.label,
  );
}

function confirmThen(act: Act, done: (answer: unknown) => string): void {
  const dialog = make('dialog', { 'aria-labelledby': 'question' });
  const close = (): void => dialog.close();
  const yes = make(
    'button',
    { type: 'button', class: 'act', onclick: () => void carryOut(act, done, close) },
    act.label,
  );
  dialog.append(
    make('h2', { id: 'question' }, act.label),
    make('p', {}, act.confirm),
    make('p', { class: 'hint' }, 'It is written down in the audit.'),
    make(
      'div',
      { class: 'row' },
      yes,
      make('button', { type: 'button', class: 'plain', onclick: close }, 'Cancel'),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function carryOut(
  { path, body = {} }: Act,
  done: (answer: unknown) => string,
  close: () => void,
): Promise<void> {
  let word: string;
  try {
    word = done(await ask(path, body));
  } catch (error) {
    word = `Not done: ${error instanceof Error ? error.message : String(error)}`;
  }
  close();
  const place = document.getElementById('word');
  place?.replaceChildren(make('p', {}, word));
  setTimeout(() => place?.replaceChildren(), 8_000);
  document.dispatchEvent(new Event('acted'));
}
