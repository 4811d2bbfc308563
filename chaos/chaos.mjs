// `npm run chaos`: prepares what is missing, then lets everything go wrong and looks at the books.
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { build } from 'esbuild';

import { prepare } from '../tools/prepare.mjs';
import { main, root } from '../tools/run.mjs';

const usage = `Usage: npm run chaos -- [--seed <number>] [--messages <number>] [--queues redis|postgres|both] [--without <fault>]…`;

await main(async () => {
  process.chdir(root);
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      messages: { type: 'string', default: '5000' },
      queues: { type: 'string', default: 'both' },
      without: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  await prepare();
  const outfile = 'chaos/results/run.js';
  await build({
    entryPoints: ['chaos/run.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // Our libraries come from the build, and files that know their own folder stay where they are.
    external: ['#*', join(root, 'libs/testing/*.mjs'), join(root, 'bench/*.mjs')],
  });
  const { closeAll, runChaos } = await import(join(root, outfile));
  let isInterrupted = false;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.on(signal, () => {
      isInterrupted = true;
      void closeAll().then(() => process.exit(code));
    });
  }
  try {
    await runChaos({ ...values, seed: Number(values.seed), messages: Number(values.messages) });
  } catch (error) {
    // What is under way fails when everything is being stopped.
    if (!isInterrupted) throw error;
  } finally {
    await closeAll();
  }
});
// What a failed run still waited for would keep this process alive.
process.exit();
