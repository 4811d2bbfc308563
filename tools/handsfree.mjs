// `npm start` and `npm run handsfree -- <command>`: prepares what is missing, then hands over to apps/cli.
import { prepare } from './prepare.mjs';
import { handOver, main } from './run.mjs';

await main(async () => {
  await prepare();
  await handOver('dist/apps/cli/src/main.js');
});
