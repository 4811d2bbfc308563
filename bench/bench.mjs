// `npm run bench`: prepares what is missing, then measures.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { prepare } from '../tools/prepare.mjs';
import { main, root, run } from '../tools/run.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    out: { type: 'string', default: 'bench/results/latest.json' },
  },
});

await main(async () => {
  await prepare();
  if (!existsSync(join(root, 'bench/peer/node_modules'))) {
    process.stderr.write('Installing the public peer …\n');
    await run('npm', ['ci', '--prefix', 'bench/peer', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  // Imported late: they need the build.
  const { runSuite } = await import('./suite.mjs');
  const { stopAll } = await import('./children.mjs');
  process.on('SIGINT', () => void stopAll().then(() => process.exit(130)));
  process.on('SIGTERM', () => void stopAll().then(() => process.exit(143)));
  await runSuite({ isQuick: values.quick, only: values.only, out: values.out });
});
