import type { AppState } from '../state/app-watch.ts';
import { areQueuesAway, counted, type Seen, type Trouble } from './trouble.ts';

const effects: Record<string, string> = {
  ingress: 'Nothing that people write is taken in: WhatsApp sends it again later.',
  media: 'Voice messages, pictures and files wait.',
  intent: 'What people write is taken in and waits; nobody is answered.',
  notifier: 'Answers and reminders are written and wait; nobody gets any.',
};

/** Apps that do not run, or are not ready for a reason of their own. */
export const appTroubles = (seen: Seen): Trouble[] => seen.apps.flatMap((app) => troublesOf(app, seen));

function troublesOf({ name, replicas }: AppState, seen: Seen): Trouble[] {
  const lost = replicas.filter(({ isReachable }) => !isReachable);
  const effect = effects[name];
  if (lost.length === replicas.length) {
    // Compose starts nothing that runs already.
    const hangs = lost.some(({ isSilent }) => isSilent);
    return [
      {
        id: `app-away-${name}`,
        severity: 'failing',
        cause: 'us',
        title: `The app ${name} does not ${hangs ? 'answer' : 'run'}`,
        effect,
        press: hangs
          ? `Restart it, which is safe at any time: \`docker compose restart ${name}\` (or \`npm start\` once more). What waits is then worked off by itself.`
          : `Start it: \`docker compose up -d ${name}\` (or \`npm start\`). If it ends again, its log says why. What waits is then worked off by itself.`,
      },
    ];
  }
  const found: Trouble[] = [];
  if (lost.length > 0) {
    found.push({
      id: `app-replica-away-${name}`,
      severity: 'warning',
      cause: 'us',
      title: `${lost.length} of ${counted(replicas.length, 'replica')} of ${name} do not answer`,
      press: 'The others do its work. Look at the log of the missing one.',
    });
  }
  const own = replicas.flatMap(({ faults }) =>
    Object.entries(faults).filter(([by]) => !isElsewhere(by, seen)),
  );
  const [first] = own;
  if (first) {
    const [by, words] = first;
    found.push({
      id: `app-not-ready-${name}`,
      severity: 'failing',
      cause: 'us',
      title: `The app ${name} does not work as it should: ${by}: ${words}`,
      press: `Look at the log of ${name}; a restart is safe at any time: \`docker compose restart ${name}\`.`,
    });
  }
  return found;
}

/** It is told as the trouble of what the app depends on; while that is away, others follow. */
function isElsewhere(by: string, seen: Seen): boolean {
  return by === 'database' || by === 'queues' || seen.database === undefined || areQueuesAway(seen);
}
