import { ask } from './client.ts';
import { element, make } from './dom/make.ts';
import { time } from './dom/words.ts';
import { chartsPart } from './parts/charts.ts';
import { causesPart, headlinePart, troublesPart } from './parts/headline.ts';
import { lettersPart, showLetters } from './parts/letters.ts';
import { appsPart, auditPart, noticesPart, parkedPart, queuesPart, templatesPart } from './parts/tables.ts';
import type { State } from './state.ts';

const everyMs = 2_000;

const main = element('main');
const headline = element('headline');
const rest = make('div', { class: 'rest' });
let lastAnswerAt: string | undefined;
let lastWords = '';

function show(state: State): void {
  lastAnswerAt = state.at;
  document.title = `${{ ok: '✓', warning: '!', failing: '✕' }[state.severity]} ${state.headline} – Handsfree`;
  headline.className = `headline ${state.severity}`;
  fill(headline, headlinePart(state));
  const parts = [
    causesPart(state),
    troublesPart(state),
    chartsPart(state),
    queuesPart(state),
    appsPart(state),
    lettersPart(state),
    parkedPart(state),
    templatesPart(state),
    noticesPart(state),
    auditPart(state),
    make('p', { class: 'hint' }, `As of ${time(state.at)}, looked at every few seconds.`),
  ];
  fill(
    rest,
    parts.filter((part) => part !== null),
  );
}

/** Anew, with the focus where it was. A screen reader hears of a change only. */
function fill(place: HTMLElement, parts: HTMLElement[]): void {
  const words = parts.map((part) => part.textContent).join('');
  if (place === headline && words === lastWords) return;
  if (place === headline) lastWords = words;
  const active = document.activeElement;
  const key =
    active instanceof HTMLElement && place.contains(active)
      ? (active.dataset.key ?? active.getAttribute('href'))
      : null;
  place.replaceChildren(...parts);
  if (key === null) return;
  const again = [...place.querySelectorAll<HTMLElement>('[data-key], a[href]')].find(
    (one) => (one.dataset.key ?? one.getAttribute('href')) === key,
  );
  again?.focus({ preventScroll: true });
}

function showSilence(): void {
  headline.className = 'headline failing';
  const known = lastAnswerAt ? ` What is shown below is of ${time(lastAnswerAt)}.` : '';
  fill(headline, [
    make(
      'h2',
      {},
      make('span', { class: 'mark', 'aria-hidden': 'true' }, '✕'),
      'This page gets no answer from ops.',
    ),
    make('p', {}, `The rest may work.${known}`),
    make(
      'p',
      {},
      make('strong', {}, 'What to do: '),
      'Look at your own network first, then start the app ops.',
    ),
  ]);
}

async function look(): Promise<void> {
  try {
    show(await ask<State>('/api/state'));
  } catch {
    showSilence();
  }
}

async function watch(): Promise<void> {
  // Nobody sees a hidden page, and a dialog must keep its place.
  if (document.visibilityState === 'visible' && !document.querySelector('dialog')) await look();
  setTimeout(() => void watch(), everyMs);
}

if (location.pathname.startsWith('/dead-letters')) {
  headline.remove();
  const showAll = (): void => void showLetters(main).catch(showSilence);
  document.addEventListener('acted', showAll);
  showAll();
} else {
  main.append(rest);
  document.addEventListener('acted', () => void look());
  void watch();
}
