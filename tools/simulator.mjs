// `npm run simulator`: prepares what is missing, then starts the simulated WhatsApp and nothing else.
import { prepare } from './prepare.mjs';
import { handOver, main } from './run.mjs';

await main(async () => {
  await prepare();
  await handOver('dist/apps/simulator/src/alone/alone.main.js');
});
