import { ask } from '../client.ts';
import { type Act, actButton } from '../dom/act.ts';
import { make } from '../dom/make.ts';
import { dayAndTime, number, time } from '../dom/words.ts';
import type { Letter, State } from '../state.ts';
import { table } from './tables.ts';

const columns = ['Failed', 'What', 'Code', 'Why', 'What can be done', 'Act'];

export function lettersPart({ database, role }: State): HTMLElement | null {
  if (!database) return null;
  const { letters, standing } = database;
  const all = number(standing.dead, standing.atLeast.dead);
  const below = make(
    'p',
    { class: 'row' },
    make('a', { href: '/dead-letters', class: 'act' }, `See all ${all}`),
    replayAllButton(role),
  );
  return table(
    'letters',
    'Dead letters, the newest',
    columns,
    letters.map((letter) => rowOf(letter, role)),
    'None: nothing has failed for good.',
    ...(letters.length > 0 ? [below] : []),
  );
}

function rowOf(letter: Letter, role: State['role']): (Node | string)[] {
  const { id, failedAt, kind, code, reason, toDo, canReplay, isDoubtful, toldAt } = letter;
  const replay = {
    label: 'Replay',
    path: `/dead-letters/${id}/replay`,
    confirm: isDoubtful ? doubtsAbout(letter) : 'Send this message again?',
    body: { force: isDoubtful },
  };
  return [
    time(failedAt),
    kind,
    code === null ? '–' : String(code),
    toldAt ? `${reason.replace(/[.]$/, '')}. Told on ${dayAndTime(toldAt)}.` : reason,
    toDo,
    canReplay
      ? actButton(replay, role === 'operator', replayed)
      : actButton(dismissing(id), role === 'operator'),
  ];
}

function doubtsAbout({ mayHaveArrived, toldAt }: Letter): string {
  const doubts = [
    mayHaveArrived && 'It may have arrived: its person could get it twice.',
    toldAt && `Its person was told on ${dayAndTime(toldAt)} that it failed.`,
  ];
  return [...doubts, 'Send it all the same?'].filter(Boolean).join(' ');
}

/** Nothing can be done about it. */
const dismissing = (id: string): Act => ({
  label: 'Dismiss',
  path: `/dead-letters/${id}/dismiss`,
  confirm: 'List this message no more? It stays failed.',
});

const replayAllButton = (role: State['role']): HTMLElement =>
  actButton(
    {
      label: 'Replay all',
      path: '/dead-letters/replay',
      confirm:
        'Send all dead letters again, oldest first, as far as limits allow? Those that may have arrived, or that people were told of, are left out.',
      body: { all: true },
    },
    role === 'operator',
    replayed,
  );

function replayed(answer: unknown): string {
  const { replayed: count, results } = answer as { replayed: number; results: { why?: string }[] };
  const why = results.find((one) => one.why !== undefined)?.why;
  return `${number(count)} replayed: they leave within seconds.${why ? ` Others were not: ${why}` : ''}`;
}

/** The page of dead letters: all of them, page by page. */
export async function showLetters(main: HTMLElement): Promise<void> {
  const { role } = await ask<State>('/api/state');
  const after = new URLSearchParams(location.search).get('after');
  const path = `/dead-letters?limit=50${after ? `&after=${encodeURIComponent(after)}` : ''}`;
  const { deadLetters, next } = await ask<{ deadLetters: Letter[]; next: string | null }>(path);
  const below = make(
    'p',
    { class: 'row' },
    ...(deadLetters.length > 0 ? [replayAllButton(role)] : []),
    ...(after ? [make('a', { href: '/dead-letters', class: 'act' }, 'Newest')] : []),
    ...(next
      ? [make('a', { href: `/dead-letters?after=${encodeURIComponent(next)}`, class: 'act' }, 'Older')]
      : []),
  );
  main.replaceChildren(
    table(
      'letters',
      'Dead letters',
      columns,
      deadLetters.map((letter) => rowOf(letter, role)),
      'None: nothing has failed for good.',
      below,
    ),
  );
}
