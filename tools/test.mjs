// `npm test`: every test on real PostgreSQL, and on real Redis and in a real browser where they are on the machine or can
// be installed. Arguments go to Jest. The last line counts the tests.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { prepare } from './prepare.mjs';
import { Interrupted, main, root, run } from './run.mjs';

const programs = [
  { name: 'redis-server', from: 'redis-server', without: 'queue tests run on PostgreSQL only' },
  { name: 'chromium', from: 'chromium', without: 'tests of the page need a Chromium or Chrome' },
  { name: 'promtool', from: 'prometheus', without: 'alert rules are not tried' },
  { name: 'flite', from: 'flite', without: 'tests with voice notes are skipped' },
  { name: 'opusenc', from: 'opus-tools', without: 'tests with voice notes are skipped' },
  {
    name: 'pocketsphinx_continuous',
    from: 'pocketsphinx pocketsphinx-en-us',
    without: 'tests of offline speech are skipped',
  },
];

/**
 * Side by side, and of each a file at a time: two files that start all the apps at once would keep each other waiting for as long as the
 * tests let a person wait. The last lane takes what processor time the others, which often wait, leave.
 */
const lanes = [
  { patterns: ['**/*.e2e-spec.ts'], niceness: 0 },
  { patterns: ['<rootDir>/apps/**/*.int-spec.ts'], niceness: 0 },
  { patterns: ['<rootDir>/!(apps)/**/*.int-spec.ts', '**/*.spec.ts'], niceness: 5 },
];

await main(async () => {
  await prepare();
  for (const { name, from, without } of programs) {
    if (!isInstalled(name) && !(await install(from))) {
      process.stderr.write(`${name} is not on the PATH and could not be installed: ${without}\n`);
    }
  }
  if (!isAnswering('docker', 'version')) {
    process.stderr.write(
      'docker is not on the PATH, or no engine answers: docker-compose.yml is checked, and its containers are not started\n',
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'handsfree-test-result-'));
  try {
    let isInterrupted = false;
    // Ctrl-C ends those that run.
    process.on('SIGINT', () => (isInterrupted = true));
    const results = [];
    const runLane = async ({ patterns, niceness }, lane) => {
      for (const [at, pattern] of patterns.entries()) {
        if (isInterrupted) return;
        results.push(await jest(pattern, niceness, join(folder, `${lane}-${at}.json`)));
      }
    };
    await Promise.all(lanes.map(runLane));
    const sum = (count) => results.reduce((total, result) => total + (result?.[count] ?? 0), 0);
    // A file that fails to load, and a run of Jest that ends without a result, have no tests that could fail.
    const broken = sum('numRuntimeErrorTestSuites') + results.filter((result) => !result).length;
    const failed = sum('numFailedTests') + broken;
    const passed = sum('numPassedTests');
    for (const failure of results.flatMap(failures)) process.stderr.write(`${failure}\n`);
    if (passed + failed === 0) process.stderr.write('No test was run.\n');
    if (passed === 0 || failed > 0) process.exitCode = 1;
    console.log(`${passed} passed, ${failed} failed, ${sum('numPendingTests')} skipped`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs the tests whose files match. @param niceness the lower the priority, from 0 to 19. @returns Jest's JSON result; undefined when it did not come to an end */
async function jest(pattern, niceness, resultFile) {
  const args = [
    `--testMatch=${pattern}`,
    '--passWithNoTests',
    '--json',
    `--outputFile=${resultFile}`,
    // What a failed test left open must not keep the run from ending.
    '--forceExit',
    ...process.argv.slice(2),
  ];
  const child = spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      // Jest needs the flag to run ES modules; the warning about it says nothing new.
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`,
    },
    // With --json Jest prints its result to standard output as well.
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  setPriority(child.pid, niceness);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) process.exitCode = code ?? 1;
  return existsSync(resultFile) ? JSON.parse(readFileSync(resultFile, 'utf8')) : undefined;
}

/** @returns of each test that failed its file, name and first words, since Jest's own report of it stands thousands of lines above */
function failures(result) {
  return (result?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`FAILED ${file}: ${firstLine(message)}`];
    return failed.map(
      ({ fullName, failureMessages: [why] }) => `FAILED ${file} › ${fullName}: ${firstLine(why)}`,
    );
  });
}

function firstLine(text = '') {
  return stripVTControlCharacters(text).trim().split('\n', 1)[0];
}

function isInstalled(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function isAnswering(...[program, ...args]) {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

async function install(name) {
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) return false;
  process.stderr.write(`Installing ${name} …\n`);
  const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...name.split(' ')], quietly);
    return true;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}
