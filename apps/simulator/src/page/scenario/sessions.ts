import { iconButton, make } from '../dom/make.ts';
import { call } from '../simulator.client.ts';
import type { Attempt } from './attempt.ts';
import { type Difference, differences } from './differences.ts';

const speeds = { 'as it was': 1, '10 times as fast': 10, '100 times as fast': 100 };

/** Records what happens as a session that can be saved, loaded and played again. */
export class Sessions {
  readonly element: HTMLElement;
  readonly #name = make('input', {
    value: 'session',
    required: true,
    'aria-label': 'Name of the recording',
    maxlength: 80,
  });
  readonly #record = make('button', { type: 'submit' }, 'Record');
  readonly #stop = make(
    'button',
    { type: 'button', class: 'main', hidden: true, onclick: () => void this.#end() },
    'Stop',
  );
  readonly #taken = make('div', { class: 'taken', hidden: true });
  readonly #outcome = make('div', { class: 'outcome', role: 'status' });
  readonly #speed = make(
    'select',
    { 'aria-label': 'Speed' },
    ...Object.entries(speeds).map(([words, value]) => make('option', { value }, words)),
  );
  #session: { name: string; data: unknown } | undefined;

  constructor(private readonly attempt: Attempt) {
    const form = make('form', { class: 'row' }, this.#name, this.#record, this.#stop);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#begin();
    });
    const load = make('button', { type: 'button', onclick: () => this.#load() }, 'Load a file');
    this.element = make(
      'div',
      { class: 'sessions' },
      form,
      make('div', { class: 'row' }, load),
      this.#taken,
      this.#outcome,
    );
  }

  /** What is being recorded, or was last, stays with the simulator when this page is loaded again. */
  async load(): Promise<void> {
    const { sessions, recording } = await call<{ sessions: string[]; recording: string | null }>(
      'GET',
      '_scenario/sessions',
    );
    if (recording !== null) this.#name.value = recording;
    this.#showRecording(recording !== null);
    const newest = sessions.at(-1);
    if (newest === undefined || this.#session) return;
    this.#keep(newest, await call<unknown>('GET', `_scenario/sessions/${encodeURIComponent(newest)}`));
  }

  async #begin(): Promise<void> {
    const name = this.#name.value.trim();
    const began = await this.attempt('Recording', () => call('POST', '_scenario/sessions/record', { name }));
    if (!began) return;
    this.#showRecording(true);
    this.#stop.focus();
  }

  async #end(): Promise<void> {
    const name = this.#name.value.trim();
    await this.attempt('Recorded', async () =>
      this.#keep(name, await call<unknown>('POST', '_scenario/sessions/stop')),
    );
    this.#showRecording(false);
    this.#record.focus();
  }

  #showRecording(recording: boolean): void {
    this.#record.hidden = recording;
    this.#stop.hidden = !recording;
    this.#name.readOnly = recording;
  }

  #load(): void {
    const input = make('input', { type: 'file', accept: 'application/json,.json' });
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (!file) return;
      const name = file.name.replace(/(\.session)?\.json$/, '');
      void this.attempt(`${name} is loaded`, async () => this.#keep(name, JSON.parse(await file.text())));
    });
    input.click();
  }

  #keep(name: string, data: unknown): void {
    this.#session = { name, data };
    const replay = make(
      'button',
      { type: 'button', class: 'main', onclick: () => void this.#replay() },
      'Play',
    );
    const save = iconButton('document', 'Save as a file', () => this.#save());
    this.#taken.replaceChildren(make('strong', {}, name), this.#speed, replay, save);
    this.#taken.hidden = false;
    this.#outcome.replaceChildren();
  }

  #save(): void {
    if (!this.#session) return;
    const { name, data } = this.#session;
    const file = new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' });
    const url = URL.createObjectURL(file);
    make('a', { href: url, download: `${name}.session.json` }).click();
    URL.revokeObjectURL(url);
  }

  async #replay(): Promise<void> {
    const session = this.#session?.data;
    const speed = Number(this.#speed.value);
    this.#outcome.replaceChildren('Playing…');
    const done = await this.attempt('Played', async () => {
      const path = '_scenario/sessions/replay';
      const replay = await call<{ differences: Difference[] }>('POST', path, { session, speed });
      const isSame = replay.differences.length === 0;
      const words = isSame ? ['Everything happened as it was recorded.'] : differences(replay.differences);
      this.#outcome.replaceChildren(...words);
    });
    if (!done) this.#outcome.replaceChildren();
  }
}
