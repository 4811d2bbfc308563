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

const wrongToken =
  'This is not the token. After ten wrong ones from your address no more are looked at for 15 minutes.';

/** The login form again, with why nobody was let in: the token is wrong, or `tooMany` were, with the status of that. */
export async function sendRefusal(response: Response, tooMany?: string): Promise<void> {
  const form = await readFile(`${pageFolder()}login.html`, 'utf8');
  const why = `<p class="wrong" role="alert">${tooMany ?? wrongToken}</p>`;
  response
    .status(tooMany ? 429 : 401)
    .type('html')
    .send(form.replace('<!-- what was wrong -->', why));
}

function pageFolder(): string {
  const folder = folders
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(`${path}page.js`));
  if (!folder) throw new NotFoundException('The page is not built yet: run `node apps/ops/build-page.mjs`.');
  return folder;
}
