import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const page = fileURLToPath(new URL('./src/page/', import.meta.url));
const usualFolder = fileURLToPath(new URL('../../dist/apps/simulator/src/page/', import.meta.url));

/** Bundles the phone page to where the compiled server looks for it. */
export async function buildPage(folder = usualFolder) {
  await build({
    entryPoints: ['index.html', 'page.ts', 'style.css'].map((file) => page + file),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'safari16'],
    loader: { '.html': 'copy' },
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage();
