import { wordsOf } from '../phone/content.ts';
import type { Bubble } from '../phone/phone.events.ts';
import { element } from './elements.ts';
import { type Piece, piecesOf } from './whatsapp-text.ts';

const template = element('bubble', HTMLTemplateElement);
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

/** In words, for the business's messages and for those who do not see the ticks. */
const stateWords: Record<Bubble['status'], string> = {
  pending: 'waiting',
  acknowledged: 'received',
  sent: 'sent',
  failed: 'failed',
  delivered: 'delivered',
  read: 'read',
  played: 'played',
};

export function newBubble(bubble: Bubble): HTMLElement {
  const copy = document.importNode(template.content, true).firstElementChild;
  if (!(copy instanceof HTMLElement)) throw new Error('The bubble template is empty');
  copy.dataset.from = bubble.from;
  copy.dataset.wamid = bubble.wamid;
  part(copy, '.author').textContent = bubble.from === 'me' ? 'You:' : 'Handsfree:';
  part(copy, '.text').append(...piecesOf(wordsOf(bubble.content)).map(nodeOf));
  part(copy, '.state').classList.toggle('unseen', bubble.from === 'me');
  const time = part(copy, 'time');
  time.textContent = clock.format(new Date(bubble.at));
  time.setAttribute('datetime', bubble.at);
  showStatus(copy, bubble);
  return copy;
}

export function showStatus(shown: HTMLElement, bubble: Bubble): void {
  shown.dataset.status = bubble.status;
  part(shown, '.state').textContent = stateWords[bubble.status];
}

function part(of: Element, selector: string): Element {
  const found = of.querySelector(selector);
  if (!found) throw new Error(`The bubble template has no ${selector}`);
  return found;
}

function nodeOf({ text, bold, italic }: Piece): Node {
  let node: Node = document.createTextNode(text);
  if (italic) node = wrap('em', node);
  return bold ? wrap('strong', node) : node;
}

function wrap(tag: 'em' | 'strong', node: Node): Node {
  const around = document.createElement(tag);
  around.append(node);
  return around;
}
