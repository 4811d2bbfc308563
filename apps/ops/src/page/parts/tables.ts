import { actButton } from '../dom/act.ts';
import { make, told } from '../dom/make.ts';
import { age, number, time } from '../dom/words.ts';
import type { State } from '../state.ts';

type Cell = Node | string;

/** A table that becomes a list of cards on a phone: each cell knows the name of its column. */
export function table(
  id: string,
  title: string,
  columns: string[],
  rows: Cell[][],
  empty: string,
  ...below: HTMLElement[]
): HTMLElement {
  const body = rows.map((row) =>
    make(
      'tr',
      {},
      ...row.map((cell, at) =>
        make(at === 0 ? 'th' : 'td', { 'data-name': columns[at], scope: at === 0 ? 'row' : undefined }, cell),
      ),
    ),
  );
  const head = make('tr', {}, ...columns.map((name) => make('th', { scope: 'col' }, name)));
  return make(
    'section',
    { 'aria-labelledby': id },
    make('h2', { id }, title),
    rows.length === 0
      ? make('p', { class: 'hint' }, empty)
      : make('table', {}, make('thead', {}, head), make('tbody', {}, ...body)),
    ...below,
  );
}

const mark = (state: 'ok' | 'warning' | 'failing', words: string): HTMLElement =>
  make('span', { class: `state ${state}` }, words);

export function appsPart({ apps }: State): HTMLElement {
  const rows = apps.flatMap(({ name, replicas }): Cell[][] => {
    if (replicas.length === 0) return [[name, 'unknown address', mark('failing', 'does not run'), '']];
    return replicas.map(({ address, isReachable, isReady, faults, warnings }) => {
      const notes = [...Object.entries(faults), ...Object.entries(warnings)]
        .map(([by, words]) => `${by}: ${words}`)
        .join('; ');
      const state = !isReachable
        ? mark('failing', 'does not answer')
        : isReady
          ? mark(notes ? 'warning' : 'ok', notes ? 'ready, with a warning' : 'ready')
          : mark('failing', 'not ready');
      return [name, address, state, make('span', {}, ...told(notes))];
    });
  });
  return table(
    'apps',
    'Apps',
    ['App', 'Replica', 'State', 'What it says'],
    rows,
    'No app is watched: see OPS_APPS.',
  );
}

const queueWords = { ok: 'ok', warning: 'jobs failed', behind: 'late', failing: 'stands still' };

export function queuesPart({ queues, role, queuesIn, jobsCountedUpTo }: State): HTMLElement {
  const rows = queues.map((queue): Cell[] => {
    const {
      name,
      isReachable,
      isPaused,
      waiting,
      active,
      delayed,
      failed,
      oldestWaitingSeconds,
      workers,
      status,
    } = queue;
    if (!isReachable) return [name, mark('failing', 'does not answer'), '–', '–', '–', '–', '–', '–', ''];
    const jobs = (count: number): string => number(count, count >= (jobsCountedUpTo ?? Infinity));
    const severity = status === 'ok' ? 'ok' : status === 'failing' ? 'failing' : 'warning';
    const act = isPaused
      ? {
          label: 'Resume',
          path: `/api/queues/${name}/resume`,
          confirm: `Resume the queue ${name}? Work on it goes on at once.`,
        }
      : {
          label: 'Pause',
          path: `/api/queues/${name}/pause`,
          confirm: `Pause the queue ${name}? What comes waits in it, until somebody resumes it. Nothing is lost.`,
        };
    return [
      make('a', { href: `/queues/queue/${name}` }, name),
      isPaused ? mark('warning', 'paused') : mark(severity, workers === 0 ? 'no worker' : queueWords[status]),
      jobs(waiting),
      oldestWaitingSeconds === null ? '–' : age(oldestWaitingSeconds),
      number(active),
      jobs(delayed),
      jobs(failed),
      workers === null ? '?' : number(workers),
      actButton(act, role === 'operator'),
    ];
  });
  const columns = ['Queue', 'State', 'Waiting', 'Oldest', 'Active', 'Not due', 'Failed', 'Workers', 'Act'];
  return table('queues', `Queues (in ${queuesIn})`, columns, rows, 'There are none.');
}

export function parkedPart({ database, at }: State): HTMLElement | null {
  if (!database) return null;
  const { parked, parkedSince, toSend, putOff, atLeast } = database.standing;
  const { people } = database;
  const ageOf = (iso: string): string => age((Date.parse(at) - Date.parse(iso)) / 1_000);
  const facts: [string, string][] = [
    ['Messages that wait to be sent', number(toSend, atLeast.toSend)],
    ['Messages that are put off, as by quiet hours', number(putOff, atLeast.toSend)],
    [
      'Parked: wait for their person to write, since 24 hours have passed',
      parked === 0
        ? 'none'
        : `${number(parked, atLeast.parked)}, the oldest for ${parkedSince ? ageOf(parkedSince) : '?'}${atLeast.parked ? ' or more' : ''}`,
    ],
    [
      'People first written to in 24 hours',
      people ? `${number(people.count)} of ${number(people.perDay)}` : 'no limit known',
    ],
    [
      'WhatsApp last answered',
      database.number.answeredAt ? `${ageOf(database.number.answeredAt)} ago` : 'not yet',
    ],
    [
      'WhatsApp asks us to slow down',
      database.number.slowedUntil ? `until ${time(database.number.slowedUntil)}` : 'no',
    ],
  ];
  return make(
    'section',
    { 'aria-labelledby': 'sending' },
    make('h2', { id: 'sending' }, 'Sending'),
    make('dl', {}, ...facts.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])),
  );
}

export function templatesPart({ database }: State): HTMLElement | null {
  if (!database) return null;
  const rows = database.templates.map(({ name, language, status, quality, category }): Cell[] => {
    const severity =
      status === 'APPROVED' ? 'ok' : status === null || status === 'PENDING' ? 'warning' : 'failing';
    return [
      name,
      language,
      mark(severity, status?.toLowerCase() ?? 'not told'),
      quality?.toLowerCase() ?? '–',
      category?.toLowerCase() ?? '–',
    ];
  });
  return table(
    'templates',
    'Templates',
    ['Template', 'Language', 'State', 'Quality', 'Category'],
    rows,
    'WhatsApp has told nothing of templates yet.',
  );
}

export function noticesPart({ database }: State): HTMLElement | null {
  if (!database) return null;
  const rows = database.notices.map(({ at, field, event, about, needsPerson }): Cell[] => [
    time(at),
    `${event}${about ? ` ${about}` : ''}`,
    field,
    needsPerson ? mark('warning', 'somebody has to look') : '',
  ]);
  return table(
    'notices',
    'Last account notices',
    ['When', 'What', 'Field', ''],
    rows,
    'WhatsApp has said nothing about the account.',
  );
}

export function auditPart({ database }: State): HTMLElement | null {
  if (!database) return null;
  const rows = database.acts.map(({ at, act, actor, subjectId, detail }): Cell[] => {
    const facts = Object.entries((detail ?? {}) as Record<string, unknown>).flatMap(([key, value]) =>
      value === null ? [] : [`${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`],
    );
    return [time(at), act, actor, facts.join(', ') || subjectId];
  });
  return table('audit', 'Audit', ['When', 'Act', 'Who', 'On what'], rows, 'Nobody has done anything yet.');
}
