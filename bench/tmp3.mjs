import { readFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { embeddedDatabaseFork } from '#data/admin';
import { freePort } from '#platform';
import { Child, stopAll } from './children.mjs';
import { Targets } from './targets.mjs';
const secs = Number(process.argv[2] ?? 4);
try {
  const services = new Child(
    'bench/services.mjs',
    {},
    { ...(await embeddedDatabaseFork(tmpdir())), detached: true },
  );
  const known = await services.hello();
  const load = new Child('bench/load.mjs');
  const targets = new Targets(services, known, 'http://127.0.0.1:1');
  const settings = await targets.settings('Redis');
  const extra = process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=' + process.env.PROF] : [];
  const start = async (file, setting, st, args) => {
    const port = await freePort();
    const child = new Child(
      file,
      { ...st, [setting]: String(port) },
      { output: known.folder + '/output.log', execArgv: args },
    );
    await child.ready(port);
    return { child, port, stop: () => child.stop() };
  };
  const list = {
    floor: await targets.floor(),
    ingress: await start('dist/apps/ingress/src/main.js', 'INGRESS_PORT', settings, extra),
  };
  if (process.env.PLAIN) list.plain = await targets.plainController();
  const cpu = () =>
    Object.fromEntries(
      execSync(
        "ps -eo pid,args --no-headers | grep -E 'floor.mjs|apps/ingress|plain-controller|redis-server|load.mjs' | grep -v grep",
      )
        .toString()
        .trim()
        .split('\n')
        .map((x) => {
          const [pid, ...args] = x.trim().split(/\s+/);
          const st = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
          return [args.slice(-1)[0].slice(-40), (Number(st[11]) + Number(st[12])) * 10];
        }),
    );
  let first = 0;
  for (let round = 0; round < 3; round++)
    for (const [name, t] of Object.entries(list)) {
      const c0 = cpu();
      const r = await load.ask({ port: t.port, connections: 64, seconds: secs, first, count: secs * 20000 });
      first += r.used;
      const c1 = cpu();
      console.log(
        name,
        Math.round(r.perSecond),
        Object.keys(c1)
          .map((k) => [k, c1[k] - (c0[k] ?? 0)])
          .filter(([, v]) => v > 50)
          .map(([k, v]) => `${k.split('/').pop()} ${((v * 1000) / r.used).toFixed(0)} µs`)
          .join(', '),
      );
    }
  for (const t of Object.values(list)) await t.stop();
} finally {
  await stopAll();
}
process.exit(0);
