import { areQueuesAway, type Seen, toldBy, type Trouble } from './trouble.ts';

const byItself = 'Everything then goes on by itself: no app needs a restart.';

/** PostgreSQL, Redis and Gemini. */
export function dependencyTroubles(seen: Seen): Trouble[] {
  return [...databaseTroubles(seen), ...queueServerTroubles(seen), ...geminiTroubles(seen)];
}

function databaseTroubles({ database, queuesIn, apps }: Seen): Trouble[] {
  if (!database) {
    const effect =
      queuesIn === 'Redis'
        ? 'What people write is kept and waits; nobody is answered.'
        : 'Nothing that people write is taken in: WhatsApp sends it again later.';
    return [
      {
        id: 'database-away',
        severity: 'failing',
        cause: 'database',
        title: 'PostgreSQL does not answer',
        effect,
        press: `Start PostgreSQL, and look at its log and its disk. ${byItself}`,
      },
    ];
  }
  const without = [
    ...new Set(toldBy(apps, 'faults').flatMap(({ app, by }) => (by === 'database' ? app : []))),
  ];
  if (without.length === 0) return [];
  return [
    {
      id: 'database-away-for-some',
      severity: 'failing',
      cause: 'database',
      title: `PostgreSQL answers here, but not to ${without.join(', ')}`,
      press: `Compare DATABASE_URL of the apps, and look at the network and at the number of connections. ${byItself}`,
    },
  ];
}

function queueServerTroubles(seen: Seen): Trouble[] {
  // Queues that live in PostgreSQL are away with it.
  if (seen.queuesIn === 'PostgreSQL') return [];
  if (areQueuesAway(seen)) {
    return [
      {
        id: 'redis-away',
        severity: 'failing',
        cause: 'redis',
        title: 'Redis does not answer',
        effect: 'Nothing that people write is taken in: WhatsApp sends it again later.',
        press: `Start Redis, and look at its log, its memory and its disk. ${byItself}`,
      },
    ];
  }
  const told = toldBy(seen.apps, 'faults').filter(({ by }) => by === 'queues');
  const [first] = told;
  if (!first) return [];
  return [
    {
      id: 'redis-unfit',
      severity: 'failing',
      cause: 'redis',
      title: `Redis is out of order for ${[...new Set(told.map(({ app }) => app))].join(', ')}: ${first.words}`,
      press: 'Look at Redis: `npm run handsfree -- doctor` says what to change.',
    },
  ];
}

function geminiTroubles({ apps }: Seen): Trouble[] {
  const first = toldBy(apps, 'warnings').find(({ by }) => by === 'understanding');
  if (!first) return [];
  return [
    {
      id: 'gemini',
      severity: 'warning',
      cause: 'gemini',
      title: `Gemini is not used: ${first.words.replace(/: messages are understood offline$/, '')}`,
      effect:
        'Messages are understood offline: simple words work, and what needs a model waits or is refused.',
      press:
        'Nothing, if it ends by itself. Otherwise check GEMINI_API_KEY and its quota, and Google’s status page.',
    },
  ];
}
