// `npm start` and `npm run handsfree -- <command>`: prepares what is missing, then hands over to apps/cli.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

import { main, prepare, root } from './prepare.mjs';

await main(async () => {
  await prepare();
  const cli = spawn(process.execPath, [join(root, 'dist/apps/cli/src/main.js'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to both; everything else that ends this process must end that one too.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => cli.kill('SIGTERM'));
  await new Promise((resolve) => {
    cli.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal];
      resolve(undefined);
    });
  });
});
