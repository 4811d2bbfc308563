// `npm run docs:errors`: writes docs/errors.md, the page about WhatsApp's errors, from the table of errors.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { prepareInstalled } from './prepare.mjs';
import { main, root } from './run.mjs';

await main(async () => {
  await prepareInstalled();
  const { build } = await import('esbuild');
  // Straight from the source: a build would take longer, and nothing in it needs the page.
  const { outputFiles } = await build({
    entryPoints: [join(root, 'libs/whatsapp/src/error-page.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { errorPage } = await import(`data:text/javascript;base64,${code}`);
  writeFileSync(join(root, 'docs/errors.md'), errorPage());
});
