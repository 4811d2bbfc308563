import type { RuleValues } from '../../rules/rules.ts';

/** A rule that the panel can change: what it is called, and which values one can choose. */
export interface Knob {
  title: string;
  about?: string;
  choices: {
    title: string;
    rules: (now: RuleValues) => Partial<RuleValues>;
    isNow: (now: RuleValues) => boolean;
  }[];
}

export interface KnobGroup {
  title: string;
  knobs: Knob[];
}

type Flag = { [Name in keyof RuleValues]: RuleValues[Name] extends boolean ? Name : never }[keyof RuleValues];
type Share = 'duplicates' | 'reordered' | 'late' | 'lost' | 'wrongSignatures';
type Status = keyof RuleValues['statusAfterMs'];

const shares = { None: 0, 'One in ten': 0.1, Half: 0.5, All: 1 };
/** When a phone that was silenced reports again. */
const usualStatusMs = { sent: 50, delivered: 200, read: 600 };

function flag(name: Flag, title: string, about?: string): Knob {
  const choices = [true, false].map((value) => ({
    title: value ? 'On' : 'Off',
    rules: () => ({ [name]: value }),
    isNow: (now: RuleValues) => now[name] === value,
  }));
  return { title, about, choices };
}

function share(name: Share, title: string, about?: string): Knob {
  const choices = Object.entries(shares).map(([words, value]) => ({
    title: words,
    rules: () => ({ [name]: value }),
    isNow: (now: RuleValues) => now[name] === value,
  }));
  return { title, about, choices };
}

function status(name: Status, title: string): Knob {
  const choices = [usualStatusMs[name], null].map((value) => ({
    title: value === null ? 'Off' : 'On',
    rules: (now: RuleValues) => ({ statusAfterMs: { ...now.statusAfterMs, [name]: value } }),
    isNow: ({ statusAfterMs }: RuleValues) => (statusAfterMs[name] === null) === (value === null),
  }));
  return { title, choices };
}

const closedWindow: Knob = {
  title: 'When the window is closed',
  choices: (['fails later', 'refused', 'sent all the same'] as const).map((value) => ({
    title: value,
    rules: () => ({ closedWindow: value }),
    isNow: (now) => now.closedWindow === value,
  })),
};

const pairLimit: Knob = {
  title: 'Limit per person',
  about: 'Too many messages to one person: 131056',
  choices: (
    [
      ['45, one more in 6 s', 'bucket'],
      ['Strict', 'strict'],
      ['Off', 'off'],
    ] as const
  ).map(([title, value]) => ({
    title,
    rules: () => ({ pairLimit: value }),
    isNow: (now) => now.pairLimit === value,
  })),
};

export const knobGroups: KnobGroup[] = [
  {
    title: 'Rules',
    knobs: [
      closedWindow,
      flag('strangersWrote', 'Strangers have written', 'Who never wrote may be written to all the same'),
      pairLimit,
      flag('hidePhones', 'Hide phone numbers', 'As for people who have a username'),
    ],
  },
  {
    title: 'The phone reports',
    knobs: [status('delivered', 'Delivered'), status('read', 'Read')],
  },
  {
    title: 'Webhooks',
    knobs: [
      share('duplicates', 'Come twice'),
      share('reordered', 'Come out of order'),
      share('late', 'Come a minute late'),
      share('lost', 'Never come'),
      share('wrongSignatures', 'Are signed wrongly first'),
    ],
  },
];
