import { closeAll, runChaos } from './run.ts';

/** One back end, few messages, and none of the faults that take minutes until they are over: `npm run chaos` has the rest. */
describe('a short run of chaos', () => {
  afterEach(closeAll);

  it('loses nothing, and does and sends nothing twice', async () => {
    await expect(
      runChaos({ seed: 7, messages: 100, queues: 'postgres', without: ['ingress-away', 'graph-timeouts'] }),
    ).resolves.toBeUndefined();
    // Longer than it waits for the last answer, so that it can say what is missing.
  }, 600_000);
});
