type Child = Node | string | false | null | undefined;
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
  made.append(
    ...children.filter((child): child is Node | string => child !== false && child != null && child !== ''),
  );
  return made;
}

/** An SVG element. */
export function shape(
  tag: string,
  attributes: Record<string, string | number>,
  ...children: SVGElement[]
): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, `${value}`);
  made.append(...children);
  return made;
}

/** Text in which what stands between backticks is something to type, and addresses lead somewhere. */
export function told(text: string): (Node | string)[] {
  return text.split('`').flatMap((part, at) => (at % 2 === 1 ? [make('code', {}, part)] : withLinks(part)));
}

const address = /(https:\/\/[^\s,;)]*[^\s,;).])/;

const withLinks = (text: string): (Node | string)[] =>
  text
    .split(address)
    .map((part, at) =>
      at % 2 === 1 ? make('a', { href: part, target: '_blank', rel: 'noreferrer' }, part) : part,
    );

/** An element the page cannot do without. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}
