import { make } from '../dom/make.ts';

interface Said {
  type: string;
  text: string;
}

/** What the business answered when a session was recorded and when it was played; null where it answered nothing. */
export interface Difference {
  phone: string;
  /** The how manieth answer to this person, from 0. */
  index: number;
  before: Said | null;
  after: Said | null;
}

export function differences(all: Difference[]): HTMLElement[] {
  const count = make(
    'strong',
    {},
    `${all.length} ${all.length === 1 ? 'answer is' : 'answers are'} different`,
  );
  return [count, make('ol', { class: 'differences' }, ...all.map(difference))];
}

function difference({ phone, index, before, after }: Difference): HTMLElement {
  const isOtherType = before && after && before.type !== after.type;
  const said = (one: Said | null, other: Said | null): HTMLElement => {
    if (!one) return make('dd', { class: 'gone' }, 'no answer');
    const words = make('dd', { dir: 'auto' }, isOtherType && make('i', {}, `${one.type}: `));
    words.append(...marked(one.text, other?.text));
    return words;
  };
  return make(
    'li',
    {},
    make('span', { class: 'quiet' }, `Answer ${index + 1} to +${phone}`),
    make(
      'dl',
      {},
      make('dt', {}, 'Recorded'),
      said(before, after),
      make('dt', {}, 'Now'),
      said(after, before),
    ),
  );
}

/** With the words marked that the other one does not have: those between what both begin and end with. */
function marked(text: string, other: string | undefined): (Node | string)[] {
  if (other === undefined || text === other) return [text];
  const [words, others] = [text, other].map((one) => one.split(/(?<=\s)/));
  if (!words || !others) return [text];
  const shorter = Math.min(words.length, others.length);
  let start = 0;
  while (start < shorter && words[start] === others[start]) start += 1;
  let end = 0;
  while (end < shorter - start && words.at(-1 - end) === others.at(-1 - end)) end += 1;
  const middle = words.slice(start, words.length - end).join('');
  return [
    words.slice(0, start).join(''),
    ...(middle ? [make('mark', {}, middle)] : []),
    words.slice(words.length - end).join(''),
  ];
}
