import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import type { Response } from 'express';

/** Beside the compiled code; when this file runs from source, where the build would have put it. */
const folders = ['../page/', '../../../../dist/apps/simulator/src/page/'];

/** `blob:` is for a picture that is about to be sent, and for a session that is saved as a file. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; " +
  "media-src 'self' blob:; base-uri 'none'";

/** The phone in the browser: three files made by `build-page.mjs`. */
@Controller()
export class PageController {
  @Get()
  page(@Res() response: Response): void {
    sendPageFile(response, 'index.html');
  }

  @Get('page/:file')
  part(@Param('file') file: string, @Res() response: Response): void {
    if (file !== 'page.js' && file !== 'style.css') throw new NotFoundException();
    sendPageFile(response, file);
  }
}

function sendPageFile(response: Response, file: string): void {
  const folder = folders
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(`${path}page.js`));
  if (!folder)
    throw new NotFoundException('The page is not built yet: run `node apps/simulator/build-page.mjs`.');
  response.set({ 'cache-control': 'no-cache', 'content-security-policy': contentPolicy });
  response.sendFile(file, { root: folder });
}
