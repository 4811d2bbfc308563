import { make } from './make.ts';
import { openSheet } from './sheet.ts';

export interface Field {
  name: string;
  label: string;
  value?: string;
  type?: 'text' | 'tel' | 'email' | 'number';
  required?: boolean;
  /** In characters. */
  longest?: number;
  /** What a phone number and the like must look like, and how to say so. */
  pattern?: { expression: string; says: string };
  /** Why a value can not be taken that looks as it must. */
  refuse?: (value: string) => string | undefined;
}

/** Asks for a few words in a sheet. `done` gets what stands in each field, without the spaces around. */
export function openForm(
  { title, fields, submit }: { title: string; fields: Field[]; submit: string },
  done: (values: Record<string, string>) => void,
): void {
  const form = make(
    'form',
    { class: 'fields' },
    ...fields.map(labelled),
    make('button', { type: 'submit', class: 'main' }, submit),
  );
  const sheet = openSheet(title, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = [...new FormData(form)].map(([name, value]) => [
      name,
      typeof value === 'string' ? value.trim() : '',
    ]);
    sheet.close();
    done(Object.fromEntries(values) as Record<string, string>);
  });
  form.querySelector('input')?.focus();
}

function labelled({
  name,
  label,
  value = '',
  type = 'text',
  required,
  longest,
  pattern,
  refuse,
}: Field): HTMLElement {
  const input = make('input', {
    name,
    type,
    value,
    required,
    maxlength: longest,
    step: type === 'number' ? 'any' : undefined,
    pattern: pattern?.expression,
    title: pattern?.says,
    autocomplete: 'off',
    dir: type === 'text' ? 'auto' : undefined,
  });
  const judge = (): void => input.setCustomValidity(refuse?.(input.value) ?? '');
  input.addEventListener('input', judge);
  judge();
  return make('label', {}, make('span', {}, label), input);
}
