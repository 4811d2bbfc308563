import { accountTroublesOf } from './account.ts';
import { appTroubles } from './apps.ts';
import { dependencyTroubles } from './dependencies.ts';
import { messageTroubles, unexplainedWait } from './messages.ts';
import { queueTroubles } from './queues.ts';
import { areJobsAtLeast, counted, type Seen, type Trouble } from './trouble.ts';
import { whatsappTroubles } from './whatsapp.ts';

/** The worst first; of equal ones that which the others may follow from. */
export function troublesIn(seen: Seen): Trouble[] {
  const found = [
    ...dependencyTroubles(seen),
    ...appTroubles(seen),
    ...whatsappTroubles(seen),
    ...accountTroublesOf(seen),
    ...queueTroubles(seen),
    ...messageTroubles(seen),
  ];
  const failing = found.filter(({ severity }) => severity === 'failing');
  const late = failing.length === 0 ? unexplainedWait(seen) : [];
  return [...failing, ...late, ...found.filter(({ severity }) => severity === 'warning')];
}

/** How many wait: people, as far as their messages were looked at, and messages of which nobody knows yet whose they are. */
export interface Waiting {
  people: number | null;
  /** There may be more people: counting stopped. */
  isAtLeast: boolean;
  /** Of messages that were taken in and wait to be looked at; several can be one person's. */
  unseen: number | null;
  /** There may be more of them. */
  isUnseenAtLeast: boolean;
}

export function waitingIn({ database, queues, queuesIn }: Seen): Waiting {
  const unseen = queues.filter(
    ({ name, isReachable }) => isReachable && (name === 'intent' || name === 'media'),
  );
  return {
    people: database ? database.standing.peopleLate : null,
    isAtLeast: database?.standing.atLeast.people ?? false,
    unseen: unseen.length > 0 ? unseen.reduce((sum, { waiting }) => sum + waiting, 0) : null,
    isUnseenAtLeast: unseen.some(({ waiting }) => areJobsAtLeast({ queuesIn }, waiting)),
  };
}

/** In a sentence. */
export function waitingWords({ people, isAtLeast, unseen, isUnseenAtLeast }: Waiting): string {
  const known =
    people === null
      ? []
      : [
          `${counted(people, 'person', 'people', isAtLeast)} ${people === 1 && !isAtLeast ? 'waits' : 'wait'} for an answer`,
        ];
  const more = unseen
    ? [
        `${counted(unseen, 'new message', 'new messages', isUnseenAtLeast)} ${unseen === 1 ? 'waits' : 'wait'} to be read`,
      ]
    : [];
  if (people === 0 && more.length === 0) return 'Nobody waits for an answer.';
  if (people === 0) return `${more.join('')}.`;
  const words = [...known, ...more];
  return words.length === 0 ? 'How many people wait is not known.' : `${words.join(', and ')}.`;
}

/** One sentence that says what is wrong. */
export function headlineOf(troubles: Trouble[]): string {
  const [worst, ...others] = troubles;
  if (!worst) return 'All is well';
  const more = others.length === 0 ? '' : ` (and ${counted(others.length, 'other trouble')})`;
  return worst.severity === 'failing' ? `${worst.title}${more}` : `It works, but: ${worst.title}${more}`;
}
