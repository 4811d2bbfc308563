import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { MediaShelf } from './media.shelf.ts';

/** What a browser shows or plays without running anything in it. */
const harmless =
  /^(image\/(jpeg|png|gif|webp|avif)|(audio|video)\/[\w.+-]+|application\/pdf|text\/plain)\s*(;|$)/i;

/** The file in a bubble, for the phone page. People keep what the business may not have any more. */
@Controller('_phone/files')
export class PhoneFileController {
  constructor(private readonly shelf: MediaShelf) {}

  @Get(':id')
  file(@Param('id') id: string, @Req() request: Request, @Res() response: Response): void {
    const file = this.shelf.held(id);
    if (!file) throw new NotFoundException('The simulator does not have this file any more.');
    const { bytes, mimeType, filename } = file;
    const isHarmless = harmless.test(mimeType);
    response.set({
      'content-type': mimeType,
      'content-disposition': disposition(isHarmless ? 'inline' : 'attachment', filename),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600, immutable',
      'accept-ranges': 'bytes',
    });
    if (!isHarmless) response.set('content-security-policy', "default-src 'none'; sandbox");

    const part = rangeOf(request, bytes.length);
    if (part === 'outside') {
      response.status(416).set('content-range', `bytes */${bytes.length}`).end();
    } else if (part) {
      response.status(206).set('content-range', `bytes ${part.start}-${part.end}/${bytes.length}`);
      response.end(bytes.subarray(part.start, part.end + 1));
    } else response.end(bytes);
  }
}

/** A player asks for one part of a file; whoever asks for several gets the whole. */
function rangeOf(request: Request, size: number): { start: number; end: number } | 'outside' | undefined {
  const ranges = request.range(size, { combine: true });
  if (ranges === -1) return 'outside';
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length > 1) return undefined;
  return ranges[0];
}

/** With the name as RFC 6266 wants it when it is not plain ASCII. */
function disposition(how: 'inline' | 'attachment', filename: string | undefined): string {
  if (filename === undefined) return how;
  const name = encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${how}; filename*=UTF-8''${name}`;
}
