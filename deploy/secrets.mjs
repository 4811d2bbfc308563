// Makes the secrets that are missing, one file each, so that `docker compose up` needs nothing by hand. What is there already stays. What is
// optional and only others can give is an empty file, which counts as not set.
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = process.argv[2] ?? '/secrets';
/** The user `node` of the image. */
const reader = 1_000;

const random = () => randomBytes(32).toString('base64url');
const databaseUrl = () =>
  `postgresql://handsfree:${readFileSync(join(folder, 'database/password'), 'utf8').trim()}@postgres:5432/handsfree`;

const makers = {
  'keys/encryption-keys': () => `k1:${randomBytes(32).toString('base64')}`,
  'keys/lookup-key': () => randomBytes(32).toString('base64'),
  'database/password': random,
  'database/url': databaseUrl,
  'ops/token': random,
  // WhatsApp gives real ones; these fit the simulator, which reads the same files.
  'whatsapp/api-token': random,
  'whatsapp/app-secret': random,
  'whatsapp/verify-token': random,
};

const optional = [
  'access/code',
  'database/migration-url',
  'gemini/api-key',
  'ops/read-token',
  'tracing/headers',
];

for (const [name, make] of Object.entries(makers)) {
  if (textOf(name) === '') {
    write(name, `${make()}\n`);
    process.stdout.write(`made ${name}\n`);
  }
  protect(name);
}
for (const name of optional) {
  if (!existsSync(join(folder, name))) write(name, '');
  protect(name);
}

function textOf(name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

function write(name, text) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
  writeFileSync(path, text, { mode: 0o440 });
}

/** PostgreSQL's image reads its password as root. */
function protect(name) {
  const path = join(folder, name);
  for (const one of [dirname(path), path]) chownSync(one, reader, reader);
  chmodSync(path, 0o440);
}
