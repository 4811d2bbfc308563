import { randomUUID } from 'node:crypto';

interface Backend {
  name: 'PostgreSQL' | 'Redis';
  /** Settings that choose this back end; `databaseUrl` is the test's own database. */
  config(databaseUrl: string): { databaseUrl: string; redisUrl?: string; queuePrefix: string };
}

const redisUrl = process.env.TEST_REDIS_URL;
const prefix = (): string => `test-${randomUUID()}`;

/** For `describe.each`: both back ends, or PostgreSQL alone where there is no Redis (the test run says so). */
export const queueBackends: Backend[] = [
  { name: 'PostgreSQL', config: (databaseUrl) => ({ databaseUrl, queuePrefix: prefix() }) },
  ...(redisUrl
    ? [
        {
          name: 'Redis' as const,
          config: (databaseUrl: string) => ({ databaseUrl, redisUrl, queuePrefix: prefix() }),
        },
      ]
    : []),
];
