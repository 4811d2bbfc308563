import { type IconName, icon } from './icons.ts';

export type Child = Node | string | false | null | undefined;
type Attribute = string | number | boolean | undefined | (() => void);

/** Builds an element. A function is listened with (`onclick`), `true` is an attribute without a value. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), () => value());
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : `${value}`);
  }
  made.append(...present(children));
  return made;
}

export function present(children: Child[]): (Node | string)[] {
  return children.filter((child): child is Node | string => child !== false && child != null && child !== '');
}

/** A button that shows a picture only; `label` says what it does. */
export function iconButton(
  name: IconName,
  label: string,
  onclick: () => void,
  kind = 'round',
): HTMLButtonElement {
  return make(
    'button',
    { type: 'button', class: kind, 'aria-label': label, title: label, onclick },
    icon(name),
  );
}
