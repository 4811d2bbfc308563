// What must exist before anything of ours can run: packages, the generated database client, the build.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { bin, root } from './run.mjs';
import { carryOut, digest } from './steps.mjs';

const generatedClient = 'libs/data/src/generated';
const built = 'dist/.built';
const generated = `${generatedClient}/.generated`;

const steps = [
  {
    what: 'Installing packages',
    inputs: () => digest(['package-lock.json']),
    output: () => (allInstalled() ? '' : null),
    progress: installedSoFar,
    stamp: 'node_modules/.installed',
    work: installPackages,
  },
  {
    what: 'Generating the database client',
    inputs: () => digest(['package-lock.json', 'prisma/schema.prisma']),
    output: () => digest([generatedClient], generated),
    stamp: generated,
    // Prisma would download its native engine, which generating does not need: any executable in its place will do.
    work: (run) => run(bin('prisma'), ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
  },
  {
    what: 'Building',
    inputs: () =>
      digest(
        ['package-lock.json', 'prisma/schema.prisma', 'nest-cli.json', 'tsconfig.base.json', 'apps', 'libs'],
        generatedClient,
      ),
    output: () => digest(['dist'], built),
    stamp: built,
    work: async (run) => {
      rmSync(join(root, 'dist'), { recursive: true, force: true });
      await run(bin('nest'), ['build', '--all']);
      await run(process.execPath, ['apps/simulator/build-page.mjs']);
      await run(process.execPath, ['apps/ops/build-page.mjs']);
    },
  },
];

export const prepare = () => carryOut(steps);

/** The packages alone, for what needs nothing of ours built. */
export const prepareInstalled = () => carryOut(steps.slice(0, 1));

/** NODE_ENV=production or somebody's npm settings would leave out what building and the embedded PostgreSQL need. */
export function installPackages(run) {
  const all = [
    '--include=dev',
    '--include=optional',
    '--include=peer',
    '--ignore-scripts=false',
    '--bin-links',
  ];
  return run('npm', ['ci', ...all, '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Whether every package is there: all that must be, and of the optional ones those that npm installed here. */
export function allInstalled() {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return [...neededOf(wanted), ...Object.keys(installed)].every((path) => path === '' || isThere(path));
}

let needed;

/** While npm is at work, which says nothing itself. */
function installedSoFar() {
  needed ??= neededOf(packagesIn('package-lock.json') ?? {}).filter((path) => path !== '');
  return `${needed.filter(isThere).length} of ${needed.length} packages`;
}

const neededOf = (packages) =>
  Object.keys(packages).filter((path) => !packages[path].optional && !packages[path].devOptional);

const isThere = (path) => existsSync(join(root, path, 'package.json'));

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
