// `npm run check`: all static checks.
import { prepare } from './prepare.mjs';
import { bin, Interrupted, main, run } from './run.mjs';

/** @type {[string, string, string[]][]} */
const checks = [
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['boundaries', bin('depcruise'), ['apps', 'libs', 'bench', 'chaos', '--config', '.dependency-cruiser.cjs']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of the page', bin('tsc'), ['-p', 'apps/simulator/src/page/tsconfig.json']],
  ['types of the page for people on call', bin('tsc'), ['-p', 'apps/ops/src/page/tsconfig.json']],
  ['dead code', bin('knip'), []],
  ['migrations', process.execPath, ['tools/handsfree.mjs', 'db', 'check']],
];

await main(async () => {
  await prepare();
  let failures = 0;
  for (const [name, program, args] of checks) {
    const startedAt = performance.now();
    const fault = await run(program, args).then(
      () => null,
      (error) => error,
    );
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${fault ? 'FAILED' : 'ok    '} ${name} (${seconds} s)`);
    if (fault instanceof Interrupted) throw fault;
    if (fault) {
      failures++;
      console.log(fault.message);
    }
  }
  if (failures > 0) throw new Error(`${failures} of ${checks.length} checks failed`);
});
