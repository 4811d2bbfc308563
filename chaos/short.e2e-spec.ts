import { queueBackends } from '#testing';

import { closeAll, runChaos } from './run.ts';

describe('a short run of the fault injection', () => {
  afterEach(() => closeAll());

  it.each(queueBackends)(
    'loses nothing, and does and sends nothing twice, with queues in $name',
    async ({ name }) => {
      const queues = name === 'Redis' ? 'redis' : 'postgres';

      await runChaos({ seed: 7, messages: 100, queues, without: ['ingress-away', 'graph-timeouts'] });
    },
    400_000,
  );
});
