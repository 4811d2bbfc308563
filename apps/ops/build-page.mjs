import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const page = fileURLToPath(new URL('./src/page/', import.meta.url));
const usualFolder = fileURLToPath(new URL('../../dist/apps/ops/src/page/', import.meta.url));

/** Bundles the page for people on call to where the compiled server looks for it. */
async function buildPage(folder = usualFolder) {
  await build({
    entryPoints: ['index.html', 'login.html', 'wrong-token.html', 'page.ts', 'style.css'].map(
      (file) => page + file,
    ),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'safari16'],
    loader: { '.html': 'copy' },
    logLevel: 'warning',
  });
}

await buildPage();
