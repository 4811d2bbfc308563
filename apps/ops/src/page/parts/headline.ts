import { make, told } from '../dom/make.ts';
import { number, since } from '../dom/words.ts';
import { actButton } from '../dom/act.ts';
import type { State, Trouble } from '../state.ts';

const marks = { ok: '✓', warning: '!', failing: '✕', unknown: '?' };
const words = { ok: 'works', warning: 'needs a look', failing: 'in trouble', unknown: 'not known' };

/** What is wrong, since when, how many people wait, what to press. */
export function headlinePart(state: State): HTMLElement[] {
  const { headline, severity, at, waiting, press, troubles } = state;
  const [worst] = troubles;
  const parts = [
    make('h2', {}, make('span', { class: 'mark', 'aria-hidden': 'true' }, marks[severity]), `${headline}.`),
    make(
      'p',
      { class: 'since' },
      severity === 'ok' ? `So ${since(state.since, at)}.` : `${capital(since(state.since, at))}.`,
    ),
    make('p', { class: 'people' }, make('strong', {}, waiting.words), worst?.effect && ` ${worst.effect}`),
  ];
  if (!press || !worst) return parts;
  return [
    ...parts,
    make('p', { class: 'press' }, make('strong', {}, 'What to do: '), ...told(press)),
    make('div', { class: 'row' }, ...toPress(worst, state)),
  ];
}

/** Is it us, Meta, Gemini, the database, Redis? */
export function causesPart({ causes, queuesIn }: State): HTMLElement {
  const names: [keyof State['causes'], string, string][] = [
    ['us', 'Us', 'our apps and settings'],
    ['meta', 'Meta', 'WhatsApp'],
    ['gemini', 'Gemini', 'understanding'],
    ['database', 'PostgreSQL', 'the database'],
    ['redis', 'Redis', queuesIn === 'Redis' ? 'the queues' : 'not used: queues are in PostgreSQL'],
  ];
  return make(
    'ul',
    { class: 'causes', 'aria-label': 'Whose trouble is it?' },
    ...names.map(([cause, name, what]) => {
      const state = causes[cause];
      const isUsed = cause !== 'redis' || queuesIn === 'Redis';
      return make(
        'li',
        { class: isUsed ? state : 'unused' },
        make('span', { class: 'mark', 'aria-hidden': 'true' }, isUsed ? marks[state] : '–'),
        make('strong', {}, name),
        make('span', {}, what),
        make('em', {}, isUsed ? words[state] : ''),
      );
    }),
  );
}

/** All troubles, the worst first; the first one is the headline's. */
export function troublesPart(state: State): HTMLElement | null {
  if (state.troubles.length < 2) return null;
  return make(
    'section',
    { 'aria-labelledby': 'troubles' },
    make('h2', { id: 'troubles' }, `All ${number(state.troubles.length)} troubles`),
    make('ol', { class: 'troubles' }, ...state.troubles.map((trouble) => troubleItem(trouble, state))),
  );
}

function troubleItem(trouble: Trouble, state: State): HTMLElement {
  const { severity, cause, title, effect, press } = trouble;
  const whose = { us: 'us', meta: 'Meta', gemini: 'Gemini', database: 'PostgreSQL', redis: 'Redis' }[cause];
  return make(
    'li',
    { class: severity },
    make('h3', {}, make('span', { class: 'mark', 'aria-hidden': 'true' }, marks[severity]), `${title}.`),
    make(
      'p',
      { class: 'facts' },
      make('span', { class: 'badge' }, whose),
      ` ${since(trouble.since, state.at)}`,
    ),
    effect && make('p', {}, effect),
    make('p', {}, make('strong', {}, 'What to do: '), ...told(press)),
    make('div', { class: 'row' }, ...toPress(trouble, state)),
  );
}

const toPress = ({ act, link }: Trouble, { role }: State): HTMLElement[] => [
  ...(act ? [actButton(act, role === 'operator')] : []),
  ...(link
    ? [make('a', { class: 'act', href: link }, link.startsWith('/queues') ? 'Open Bull Board' : 'See them')]
    : []),
];

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
