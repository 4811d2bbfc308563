import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import {
  createTestDatabase,
  OwnServers,
  postWebhook,
  queueBackends,
  TestStack,
  textValue,
  waitUntil,
  webhook,
} from '#testing';

const outageMs = 15_000;
const pauseBetweenMs = 100;
/** A request that takes longer counts as hung: less than the outage, so that one which waits for its end does. */
const answerLimitMs = 10_000;
/** Backoff after repeated failures reaches 40 seconds. */
const recoveryLimitMs = 150_000;

/** Few enough people that each writes several messages, many enough that none reaches the rate limit. */
const people = 30;
/** "Task 3: thing 17 added to your list" */
const wordsOf = (answer: string): string | undefined => /^Task \d+: (.*) added/.exec(answer)?.[1];
const numberOf = (answer = ''): number => Number(/^Task (\d+):/.exec(answer)?.[1]);

const hasRedis = queueBackends.some(({ name }) => name === 'Redis');
const outages = [
  { stopped: 'PostgreSQL', queues: 'PostgreSQL' },
  ...(hasRedis
    ? ([
        { stopped: 'PostgreSQL', queues: 'Redis' },
        { stopped: 'Redis', queues: 'Redis' },
      ] as const)
    : []),
] as const;

describe.each(outages)(
  '$stopped stopped for 15 seconds under load, queues in $queues',
  ({ stopped, queues }) => {
    let servers: OwnServers;
    let stack: TestStack;
    let load: NodeJS.Timeout | undefined;

    beforeAll(async () => {
      servers = await OwnServers.start();
      const database = await createTestDatabase(servers.databaseServer);
      const redisUrl = queues === 'Redis' ? servers.redisUrl : undefined;
      const place = { redisUrl, queuePrefix: `test-${randomUUID()}` };
      stack = await TestStack.startOn(database, place, ['ingress', 'intent', 'notifier', 'simulator']);
    });
    afterAll(async () => {
      clearInterval(load);
      await stack?.close();
      await servers?.close();
    });

    it('refuses what it can not keep, and answers everything else once it is back', async () => {
      const posted: { to: string; words: string; body: object; status: number; refused?: boolean }[] = [];
      const post = async (one: (typeof posted)[number]): Promise<void> => {
        const answer = postWebhook(`${stack.app('ingress').url}/webhook`, one.body).then(
          ({ status }) => status,
          () => 0,
        );
        one.status = await Promise.race([answer, setTimeout(answerLimitMs, 0)]);
      };
      const underWay: Promise<void>[] = [];
      load = setInterval(() => {
        const to = `1650555${1_000 + (posted.length % people)}`;
        const words = `thing ${posted.length}`;
        const body = webhook(textValue(`add ${words} to my list`, { phone: to }));
        const one = { to, words, body, status: 0 };
        posted.push(one);
        underWay.push(post(one));
      }, pauseBetweenMs);
      const answers = async (): Promise<{ to: string; body: string }[]> =>
        (await stack.simulator.books()).sends;
      await waitUntil('answers flow', async () => (await answers()).length > 10);

      await servers.stop(stopped);
      const from = posted.length;
      await setTimeout(outageMs);
      const meanwhile = posted.slice(from);
      await servers.startAgain(stopped);
      const before = (await answers()).length;
      await waitUntil(
        'answers flow again',
        async () => (await answers()).length > before + 10,
        recoveryLimitMs,
      );
      clearInterval(load);
      await Promise.all(underWay);

      const refused = posted.filter(({ status }) => status !== 200);
      for (const one of refused) one.refused = true;
      expect(refused.filter(({ status }) => status !== 503)).toEqual([]);
      // On a busy machine, a queue that is there may not take one within its second.
      const share = meanwhile.filter((one) => one.refused).length / meanwhile.length;
      if (stopped === queues) expect(share).toBeGreaterThan(0.5);
      else expect(share).toBeLessThan(0.5);
      // Redelivery, as WhatsApp does for what was not acknowledged, again and again.
      for (const one of refused) {
        await waitUntil('it is taken', async () => {
          await post(one);
          return one.status === 200;
        });
      }
      await waitUntil(
        'everything is answered',
        async () => (await answers()).length >= posted.length,
        recoveryLimitMs,
      );

      const answered = await answers();
      expect(answered.map(({ body }) => wordsOf(body)).toSorted()).toEqual(
        posted.map(({ words }) => words).toSorted(),
      );
      // Per person, what was accepted at the first attempt was acted on in the order it was written.
      for (const person of new Set(posted.map(({ to }) => to))) {
        const numbers = posted
          .filter(({ to, refused: late }) => to === person && !late)
          .map(({ words }) => numberOf(answered.find(({ body }) => wordsOf(body) === words)?.body));
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      }
    }, 900_000);
  },
);
