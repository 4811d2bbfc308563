import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { Clock } from '../clock.ts';
import { Books } from '../scenario/books.ts';
import { type DownloadFault, Faults } from '../scenario/faults.ts';
import { tokenOf } from '../tokens/credentials.ts';
import { Tokens } from '../tokens/tokens.ts';
import { downloadPath, MediaShelf, type StoredFile } from './media.shelf.ts';

const zeros = Buffer.alloc(64 * 1_024);

/** Where Meta's links to files lead. Answers without the Graph API's error bodies, as a file server does. */
@Controller(downloadPath)
export class DownloadController {
  constructor(
    private readonly tokens: Tokens,
    private readonly shelf: MediaShelf,
    private readonly books: Books,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {}

  @Get()
  download(
    @Query('hash') hash: string | undefined,
    @Req() request: Request,
    @Headers('user-agent') userAgent: string | undefined,
    @Res() response: Response,
  ): void {
    const file = this.shelf.behind(hash ?? '');
    this.#note(file, userAgent, response);
    if (this.tokens.faultOf(tokenOf(request))) response.status(401).end();
    else if (!file) response.status(404).end();
    else this.#serve(file, this.faults.ofNextDownload(), response);
  }

  #note(file: StoredFile | undefined, userAgent: string | undefined, response: Response): void {
    const entry = this.books.openDownload(file?.id ?? null, userAgent ?? null);
    response.once('close', () => {
      entry.status = response.statusCode;
      entry.end = response.writableFinished ? 'complete' : 'broken off';
    });
  }

  #serve({ bytes, mimeType }: StoredFile, fault: DownloadFault | undefined, response: Response): void {
    if (typeof fault?.status === 'number') {
      response.status(fault.status).end();
      return;
    }
    if (fault?.status === 'redirect') {
      response.redirect(fault.location);
      return;
    }
    response.setHeader('content-type', mimeType);
    if (fault?.status === 'larger') {
      response.write(bytes);
      this.#writeForEver(response);
      return;
    }
    response.setHeader('content-length', bytes.length);
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    if (fault?.status === 'cut') response.write(half, () => response.destroy());
    else if (fault?.status === 'slow') {
      response.write(half);
      this.clock.after(fault.delayMs, () => response.end(bytes.subarray(half.length)));
    } else response.end(fault?.status === 'wrong bytes' ? bytes.map((byte) => byte ^ 1) : bytes);
  }

  /** Until the other side has enough. */
  #writeForEver(response: Response): void {
    while (!response.destroyed && response.write(zeros));
    response.once('drain', () => this.#writeForEver(response));
  }
}
