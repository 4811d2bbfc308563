// `npm start` and `npm run handsfree -- <command>`: prepares what is missing, then hands over to apps/cli.
import { handOver, main, prepare } from './prepare.mjs';

await main(async () => {
  await prepare();
  await handOver('dist/apps/cli/src/main.js');
});
