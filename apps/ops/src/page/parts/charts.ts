import { make, shape } from '../dom/make.ts';
import { age, number, time } from '../dom/words.ts';
import type { State } from '../state.ts';

type Key = Exclude<keyof State['history'][number], 'at'>;

const [width, height] = [240, 56];
const hourMs = 3_600_000;

const charts: [Key, string, (value: number) => string][] = [
  ['people', 'People being answered', number],
  ['waiting', 'Jobs waiting in queues', number],
  ['oldestSeconds', 'Oldest waiting job', age],
  ['received', 'Messages received a minute', number],
  ['answered', 'Answers sent a minute', number],
  ['failed', 'Answers failed a minute', number],
  [
    'slowMs',
    '95 % are answered within',
    (ms) => (ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : age(ms / 1_000)),
  ],
  ['limitPercent', 'Of the sends allowed a minute', (percent) => `${number(percent)} %`],
];

/** The last hour. */
export function chartsPart(state: State): HTMLElement {
  return make(
    'section',
    { 'aria-labelledby': 'charts' },
    make('h2', { id: 'charts' }, 'The last hour'),
    make('ul', { class: 'charts' }, ...charts.map(([key, name, words]) => chart(state, key, name, words))),
  );
}

function chart(
  { history, at }: State,
  key: Key,
  name: string,
  words: (value: number) => string,
): HTMLElement {
  const now = Date.parse(at);
  const points = history.flatMap((point) =>
    point[key] === null ? [] : [{ at: point.at, value: point[key] }],
  );
  const last = history.at(-1)?.[key] ?? null;
  const most = Math.max(0, ...points.map(({ value }) => value));
  const x = (ms: number): number => width - ((now - ms) / hourMs) * width;
  const y = (value: number): number => height - 3 - (most === 0 ? 0 : (value / most) * (height - 8));
  const drawn = last === null ? points : [...points, { at: now, value: last }];
  const line = drawn.map((point) => `${x(point.at).toFixed(1)},${y(point.value).toFixed(1)}`).join(' ');
  const label = `${name}: ${last === null ? 'not known' : words(last)} now, at most ${words(most)} in the last hour`;
  const picture = shape(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, preserveAspectRatio: 'none' },
    shape('line', { x1: 0, x2: width, y1: height - 1, y2: height - 1, class: 'axis' }),
    shape('polyline', { points: line, class: 'line' }),
  );
  return make(
    'li',
    {},
    make('span', { class: 'name' }, name),
    make('strong', {}, last === null ? '–' : words(last)),
    picture,
    make(
      'span',
      { class: 'hint' },
      most === 0 ? 'none in this hour' : `at most ${words(most)}`,
      history[0] ? `, since ${time(new Date(Math.max(now - hourMs, history[0].at)).toISOString())}` : '',
    ),
  );
}
