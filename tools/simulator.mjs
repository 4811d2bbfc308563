// `npm run simulator`: prepares what is missing, then starts the simulated WhatsApp and nothing else.
import { handOver, main, prepare } from './prepare.mjs';

await main(async () => {
  await prepare();
  await handOver('dist/apps/simulator/src/alone/alone.main.js');
});
