import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

/**
 * Bundles the page of an app to where its compiled server looks for it.
 *
 * @param {string} app
 * @param {string[]} htmlFiles those of `src/page`, besides `page.ts` and `style.css`
 */
export async function buildPage(app, htmlFiles) {
  const folder = (path) => fileURLToPath(new URL(`../${path}/src/page/`, import.meta.url));
  const source = folder(`apps/${app}`);
  await build({
    entryPoints: [...htmlFiles, 'page.ts', 'style.css'].map((file) => source + file),
    outdir: folder(`dist/apps/${app}`),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'safari16'],
    loader: { '.html': 'copy' },
    logLevel: 'warning',
  });
}
