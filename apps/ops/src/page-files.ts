import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { NotFoundException } from '@nestjs/common';
import type { Response } from 'express';

/** Beside the compiled code; when this file runs from source, where the build would have put it. */
const folders = ['./page/', '../../../dist/apps/ops/src/page/'];

/** One of the files made by `build-page.mjs`. */
export function sendPageFile(response: Response, file: string): void {
  response.sendFile(file, { root: pageFolder(), cacheControl: false });
}

/** The login form again, after a wrong token. */
export async function sendWrongToken(response: Response): Promise<void> {
  const form = await readFile(`${pageFolder()}login.html`, 'utf8');
  response.status(401).type('html').send(form.replace('<!-- what was wrong -->', wrongToken));
}

const wrongToken =
  '<p class="wrong" role="alert">This is not the token. After ten wrong ones from your address no more are looked at for 15 minutes.</p>';

function pageFolder(): string {
  const folder = folders
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(`${path}page.js`));
  if (!folder) throw new NotFoundException('The page is not built yet: run `node apps/ops/build-page.mjs`.');
  return folder;
}
