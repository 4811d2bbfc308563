import type { FaultsLeft, Scene } from '../../phone/phone.events.ts';
import { element } from '../dom/elements.ts';
import { make } from '../dom/make.ts';
import { call, wordsOfError } from '../simulator.client.ts';

interface Active {
  words: string;
  about: string;
}

const none = { status: 500, times: 0 };

/** What each chip says of a scene, if anything, and how what it tells of is ended. */
const kinds: { of: (scene: Scene) => Active | false | undefined; stop: () => Promise<void> }[] = [
  {
    of: ({ sends }) => sends && leftInWords(sends, 'sends'),
    stop: () => call('POST', '_scenario/faults', { sends: none }),
  },
  {
    of: ({ downloads }) => downloads && leftInWords(downloads, 'downloads'),
    stop: () => call('POST', '_scenario/faults', { downloads: none }),
  },
  {
    of: ({ people }) =>
      people > 0 && {
        words: `${people} unreachable`,
        about: `How many people the business can not write to: ${people}`,
      },
    stop: () => call('POST', '_scenario/faults', { people: [] }),
  },
  {
    of: ({ rules }) => rulesInWords(Object.entries(rules)),
    stop: () => call('DELETE', '_scenario/rules'),
  },
];

/** Says in the header what is set to go wrong, for whoever forgot it or never knew, and ends it. */
export class ActiveChips {
  readonly #chips = kinds.map(({ of, stop }) => ({ of, ...chip(stop) }));

  constructor() {
    element('active', HTMLElement).append(...this.#chips.map(({ whole }) => whole));
  }

  show(scene: Scene): void {
    for (const { of, whole, words } of this.#chips) {
      const active = of(scene);
      // The button that was pressed goes away.
      if (!active && whole.contains(document.activeElement)) element('scenario', HTMLElement).focus();
      whole.hidden = !active;
      if (!active || words.textContent === active.words) continue;
      words.textContent = active.words;
      words.title = active.about;
    }
  }
}

function leftInWords({ times, of, what }: FaultsLeft, requests: string): Active {
  return { words: `${times} of ${of} ${requests} left`, about: `They go wrong: ${what}` };
}

function rulesInWords(rules: [string, unknown][]): Active | undefined {
  if (rules.length === 0) return undefined;
  const about = rules.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
  return { words: `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} changed`, about };
}

function chip(stop: () => Promise<void>): { whole: HTMLElement; words: HTMLElement } {
  const words = make('span', { role: 'status' });
  const onclick = (): void => {
    stop().catch((error: unknown) => (words.textContent = wordsOfError(error)));
  };
  const whole = make(
    'p',
    { class: 'chip', hidden: true },
    words,
    make('button', { type: 'button', onclick }, 'Stop'),
  );
  return { whole, words };
}
