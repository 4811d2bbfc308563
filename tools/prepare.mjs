// What must exist before anything of ours can run: packages, the generated database client, the build. Each step is
// skipped when its inputs have not changed since it last succeeded. Plain JavaScript: nothing is installed yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const generatedClient = 'libs/data/src/generated';

const steps = [
  {
    what: 'Installing packages',
    inputs: ['package-lock.json'],
    stamp: 'node_modules/.installed',
    run: () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
  },
  {
    what: 'Generating the database client',
    inputs: ['package-lock.json', 'prisma/schema.prisma'],
    stamp: `${generatedClient}/.generated`,
    // Prisma would download its native engine, which generating does not need: any executable in its place will do.
    run: () => run(bin('prisma'), ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
  },
  {
    what: 'Building',
    inputs: [
      'package-lock.json',
      'prisma/schema.prisma',
      'nest-cli.json',
      'tsconfig.base.json',
      'apps',
      'libs',
    ],
    stamp: 'dist/.built',
    run: async () => {
      rmSync(join(root, 'dist'), { recursive: true, force: true });
      await run(bin('nest'), ['build', '--all']);
      await run(process.execPath, ['apps/simulator/build-page.mjs']);
    },
  },
];

/**
 * Runs the outstanding steps and reports them on standard error: standard output belongs to the command that follows.
 */
export async function prepare() {
  for (const { what, inputs, stamp, run: work } of steps) {
    const now = fingerprint(inputs);
    const stampPath = join(root, stamp);
    if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === now) continue;
    const startedAt = performance.now();
    process.stderr.write(`${what} … `);
    await work();
    mkdirSync(dirname(stampPath), { recursive: true });
    writeFileSync(stampPath, now);
    process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  }
}

/** The path of a program that came with a package. */
export const bin = (name) => join(root, 'node_modules/.bin', name);

/** Runs a program quietly; its output is shown when it fails. */
export function run(program, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`\`${[program, ...args].join(' ')}\` failed:\n${output.trim()}`));
    });
  });
}

/** Runs one of our built programs in this terminal with this process's arguments, and exits as it exits. */
export async function handOver(program) {
  const child = spawn(process.execPath, [join(root, program), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to both; any other signal that ends this process must end that one too.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  await new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal];
      resolve(undefined);
    });
  });
}

/** Ends this process with a plain message instead of a stack when the command fails. */
export async function main(command) {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap(filesIn)) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function filesIn(path) {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .flatMap((entry) => {
      const inside = `${path}/${entry.name}`;
      if (inside === generatedClient) return [];
      return entry.isDirectory() ? filesIn(inside) : [inside];
    })
    .toSorted();
}
