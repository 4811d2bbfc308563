import type { WatchedQueue } from '#queues';

import type { AppState } from '../state/app-watch.ts';
import type { DatabaseSight } from '../state/database-sight.ts';
import { headlineOf, troublesIn, waitingIn, waitingWords } from './headline.ts';
import type { Seen } from './trouble.ts';

const now = new Date('2026-03-01T03:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const app = (name: string, told: Partial<AppState['replicas'][number]> = {}): AppState => ({
  name,
  replicas: [
    { address: '10.0.0.1:3000', isReachable: true, isReady: true, faults: {}, warnings: {}, ...told },
  ],
});
const away = { isReachable: false, isReady: false };

const queue = (name: string, state: Partial<WatchedQueue> = {}): WatchedQueue => ({
  name,
  waiting: 0,
  active: 0,
  delayed: 0,
  overdue: 0,
  failed: 0,
  oldestWaitingSeconds: null,
  lastCompletedAt: null,
  workers: 1,
  status: 'ok',
  isPaused: false,
  isReachable: true,
  ...state,
});

const standing: DatabaseSight['standing'] = {
  peopleWaiting: 0,
  peopleLate: 0,
  waitingSince: null,
  toSend: 0,
  putOff: 0,
  parked: 0,
  parkedSince: null,
  dead: 0,
  deadSince: null,
  lastDeadAt: null,
  atLeast: { people: false, toSend: false, parked: false, dead: false },
};
const number: DatabaseSight['number'] = {
  openedAt: null,
  openedBy: null,
  heldUntil: null,
  slowedUntil: null,
  answeredAt: null,
};

const database = (sight: Partial<DatabaseSight> = {}): DatabaseSight => ({
  standing,
  traffic: { received: 0, answered: 0, failed: 0, medianMs: null, slowMs: null },
  sends: { second: 0, minute: 0, day: 0 },
  number,
  people: null,
  letters: [],
  templates: [],
  notices: [],
  account: [],
  acts: [],
  wordsOverdueSeconds: 0,
  ...sight,
});

const well: Seen = {
  now,
  queuesIn: 'Redis',
  apps: ['ingress', 'media', 'intent', 'notifier'].map((name) => app(name)),
  queues: ['intent', 'media', 'outbound', 'status', 'account', 'typing'].map((name) => queue(name)),
  database: database(),
};
const withApp = (name: string, told: Partial<AppState['replicas'][number]>): AppState[] =>
  well.apps.map((one) => (one.name === name ? app(name, told) : one));
const withQueue = (name: string, state: Partial<WatchedQueue>): WatchedQueue[] =>
  well.queues.map((one) => (one.name === name ? queue(name, state) : one));

describe('what is wrong', () => {
  it('is nothing when all is well', () => {
    expect(troublesIn(well)).toEqual([]);
    expect(headlineOf([])).toBe('All is well');
    expect(waitingWords(waitingIn(well))).toBe('Nobody waits for an answer.');
  });

  it.each<[string, Partial<Seen>, string, string, RegExp]>([
    ['PostgreSQL', { database: undefined }, 'database', 'PostgreSQL does not answer', /Start PostgreSQL/],
    [
      'Redis',
      { queues: well.queues.map((one) => ({ ...one, isReachable: false, status: 'failing' as const })) },
      'redis',
      'Redis does not answer',
      /Start Redis/,
    ],
    [
      'an app',
      { apps: withApp('intent', away) },
      'us',
      'The app intent does not run',
      /docker compose up -d intent/,
    ],
    [
      'a task',
      { apps: withApp('notifier', { isReady: false, faults: { OutboxRelay: 'failed 3 times in a row' } }) },
      'us',
      'The app notifier does not work as it should: OutboxRelay: failed 3 times in a row',
      /restart notifier/,
    ],
    [
      'WhatsApp',
      { database: database({ number: { ...number, openedAt: minutesAgo(5) } }) },
      'meta',
      'WhatsApp does not answer',
      /tried again by itself/,
    ],
    [
      'our account at WhatsApp',
      { database: database({ number: { ...number, openedAt: minutesAgo(5), openedBy: 190 } }) },
      'us',
      'WhatsApp refuses our messages: The token has expired or was revoked (error 190)',
      /^Now: Set a new WHATSAPP_API_TOKEN\. Then try/,
    ],
    [
      'a worker that takes nothing',
      {
        queues: withQueue('intent', { status: 'failing', workers: 0, waiting: 3, oldestWaitingSeconds: 300 }),
      },
      'us',
      'Nobody works on the queue intent: the oldest job has waited for 5 minutes',
      /restart intent/,
    ],
    [
      'a paused queue',
      { queues: withQueue('intent', { isPaused: true, waiting: 3 }) },
      'us',
      'The queue intent is paused: somebody on call stopped it',
      /Resume it/,
    ],
  ])('names %s first', (_, seen, cause, headline, press) => {
    const troubles = troublesIn({ ...well, ...seen });

    expect(headlineOf(troubles)).toBe(headline);
    expect(troubles[0]).toMatchObject({ cause, severity: 'failing' });
    expect(troubles[0]?.press).toMatch(press);
  });

  it.each<[string, Partial<Seen>, string, string]>([
    [
      'Gemini',
      {
        apps: withApp('intent', {
          warnings: { understanding: 'Gemini answers with 429: messages are understood offline' },
        }),
      },
      'gemini',
      'It works, but: Gemini is not used: Gemini answers with 429',
    ],
    [
      'the token',
      {
        apps: withApp('notifier', {
          warnings: { TokenWatch: 'the access token expires in 3 days: exchange it with `x`' },
        }),
      },
      'us',
      'It works, but: The access token expires in 3 days',
    ],
    [
      'dead letters',
      { database: database({ standing: { ...standing, dead: 7, deadSince: minutesAgo(9) } }) },
      'us',
      'It works, but: 7 messages failed for good',
    ],
    [
      'a template that is paused',
      {
        database: database({
          templates: [
            {
              name: 'handsfree_reminder',
              language: 'en_US',
              status: 'PAUSED',
              quality: null,
              category: null,
            },
          ],
        }),
      },
      'meta',
      'It works, but: The template handsfree_reminder (en_US) is paused',
    ],
    [
      'what WhatsApp says of the account',
      {
        database: database({
          account: [
            {
              noticeId: '1',
              noticeIds: ['1'],
              field: 'account_update',
              event: 'DISABLED_UPDATE',
              about: 'DISABLE',
              since: minutesAgo(3_000),
            },
          ],
        }),
      },
      'meta',
      'It works, but: WhatsApp bans the account (DISABLED_UPDATE DISABLE)',
    ],
    [
      'what WhatsApp says of the account and nobody can read',
      {
        database: database({
          account: [
            {
              noticeId: '1',
              noticeIds: ['1'],
              field: 'account_update',
              event: 'unreadable',
              about: '',
              since: minutesAgo(3_000),
            },
          ],
        }),
      },
      'us',
      'It works, but: What WhatsApp says of the account cannot be read: the key is not in ENCRYPTION_KEYS',
    ],
    [
      'people who wait although everything runs',
      { database: database({ standing: { ...standing, peopleLate: 2, waitingSince: minutesAgo(4) } }) },
      'us',
      'It works, but: Answers are late: the first person has waited for 4 minutes',
    ],
  ])('warns of %s', (_, seen, cause, headline) => {
    const troubles = troublesIn({ ...well, ...seen });

    expect(headlineOf(troubles)).toBe(headline);
    expect(troubles).toMatchObject([{ cause, severity: 'warning' }]);
  });

  it('does not tell of a notice about the account what is over', () => {
    const ban = { field: 'account_update', event: 'DISABLED_UPDATE', about: 'DISABLE', needsPerson: true };
    const name = { field: 'phone_number_name_update', event: 'REJECTED', about: '', needsPerson: true };
    const notices = [ban, name].map((notice) => ({ ...notice, at: minutesAgo(5) }));

    expect(troublesIn({ ...well, database: database({ notices }) }).map(({ title }) => title)).toEqual([
      'WhatsApp says: REJECTED',
    ]);
  });

  it('does not tell what follows from it as troubles of their own', () => {
    const late = { status: 'failing' as const, workers: 0, waiting: 40, oldestWaitingSeconds: 500 };
    const faults = { database: 'can not be reached', keys: 'not compared yet' };
    const seen = {
      ...well,
      database: undefined,
      apps: withApp('intent', { isReady: false, faults }),
      queues: withQueue('intent', late),
    };

    expect(troublesIn(seen).map(({ id }) => id)).toEqual(['database-away']);
    expect(
      troublesIn({ ...well, apps: withApp('intent', away), queues: withQueue('intent', late) }).map(
        ({ id }) => id,
      ),
    ).toEqual(['app-away-intent']);
  });

  it('tells of words that should be gone for more than a day', () => {
    const after = (wordsOverdueSeconds: number) =>
      troublesIn({ ...well, database: database({ wordsOverdueSeconds }) });

    expect(after(86_000)).toEqual([]);
    expect(after(3 * 86_400)).toMatchObject([
      { severity: 'warning', title: expect.stringMatching(/should have been removed .* ago$/) },
    ]);
  });

  it('has an app restarted that hangs, and one started that does not run', () => {
    const [ended, silent] = [away, { ...away, isSilent: true }].map((told) =>
      troublesIn({ ...well, apps: withApp('intent', told) }),
    );

    expect(ended).toMatchObject([
      { title: 'The app intent does not run', press: expect.stringContaining('docker compose up -d intent') },
    ]);
    expect(silent).toMatchObject([
      {
        title: 'The app intent does not answer',
        press: expect.stringContaining('docker compose restart intent'),
      },
    ]);
  });

  it('counts people, and messages of which nobody knows yet whose they are', () => {
    const queues = withQueue('intent', { waiting: 40 });

    expect(waitingWords(waitingIn({ ...well, queues }))).toBe('40 new messages wait to be read.');
    expect(
      waitingWords(
        waitingIn({ ...well, queues, database: database({ standing: { ...standing, peopleLate: 1 } }) }),
      ),
    ).toBe('1 person waits for an answer, and 40 new messages wait to be read.');
    expect(
      waitingWords(
        waitingIn({ ...well, queuesIn: 'PostgreSQL', queues: withQueue('intent', { waiting: 10_000 }) }),
      ),
    ).toBe('10,000+ new messages wait to be read.');
    const many = { ...standing, peopleLate: 9_000, atLeast: { ...standing.atLeast, people: true } };
    expect(waitingWords(waitingIn({ ...well, database: database({ standing: many }) }))).toBe(
      '9,000+ people wait for an answer.',
    );
    expect(waitingWords(waitingIn({ ...well, database: undefined, queues: [] }))).toBe(
      'How many people wait is not known.',
    );
  });
});
