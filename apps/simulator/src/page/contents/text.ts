import { make } from '../dom/make.ts';
import { type Block, blocksOf, type Piece, piecesOf } from './whatsapp-text.ts';

/** A few words of a text, without its lists and links. */
export function excerpt(text: string): Node[] {
  return piecesOf(text).map((piece) => nodeOf({ ...piece, link: undefined }));
}

/** A text as WhatsApp formats it. */
export function formatted(text: string): HTMLElement {
  return make('div', { class: 'text' }, ...blocksOf(text).map(blockOf));
}

function blockOf({ kind, lines, start }: Block): HTMLElement {
  if (kind === 'text') return make('p', {}, ...piecesOf(lines.join('\n')).map(nodeOf));
  if (kind === 'quote') return make('blockquote', {}, ...piecesOf(lines.join('\n')).map(nodeOf));
  const items = lines.map((line) => make('li', {}, ...piecesOf(line).map(nodeOf)));
  return kind === 'bullets' ? make('ul', {}, ...items) : make('ol', { start }, ...items);
}

function nodeOf({ text, link, bold, italic, strike, code }: Piece): Node {
  let node: Node = link ? outside(link, text) : document.createTextNode(text);
  if (code) node = make('code', {}, node);
  if (strike) node = make('s', {}, node);
  if (italic) node = make('em', {}, node);
  return bold ? make('strong', {}, node) : node;
}

/** A link that leads away from here; where it leads learns nothing of this page. */
export function outside(href: string, ...words: (Node | string)[]): HTMLAnchorElement {
  return make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...words);
}

/** What a business shows of a link when it asked for a preview; nothing is fetched for it. */
export function linkPreview(url: string): HTMLElement | undefined {
  if (!URL.canParse(url)) return undefined;
  const link = outside(url, make('strong', {}, new URL(url).host), make('span', {}, url));
  link.className = 'preview';
  return link;
}
