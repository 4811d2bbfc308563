import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { NotFoundException } from '@nestjs/common';
import type { Response } from 'express';

/** Beside the compiled code; when this file runs from source, where the build would have put it. */
const folders = ['./page/', '../../../dist/apps/ops/src/page/'];

/** One of the files made by `build-page.mjs`. */
export function sendPageFile(response: Response, file: string): void {
  const folder = folders
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(`${path}page.js`));
  if (!folder) throw new NotFoundException('The page is not built yet: run `node apps/ops/build-page.mjs`.');
  response.sendFile(file, { root: folder, cacheControl: false });
}
