import { BadRequestException, Body, Controller, Headers, HttpCode, Post, Query } from '@nestjs/common';

import { parseInput } from '../parse-input.ts';
import { Chats } from './chats.ts';
import { Inbound, type SentMedia } from './inbound.ts';
import { phoneRoutes } from './phone.routes.ts';

/** Sends a file from the phone: its bytes are the body, its type the `Content-Type`, the rest stands in the query. */
@Controller('_phone/media')
export class AttachmentController {
  constructor(
    private readonly chats: Chats,
    private readonly inbound: Inbound,
  ) {}

  @Post()
  @HttpCode(200)
  attach(
    @Query() query: unknown,
    @Headers('content-type') mimeType = 'application/octet-stream',
    @Body() body: unknown,
  ): { wamid: string; media: SentMedia } {
    const { phone, name, number, quotes, ...about } = parseInput(phoneRoutes.attach.query, query);
    if (!(body instanceof Uint8Array)) throw new BadRequestException('The body must hold the file.');
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    const chat = this.chats.of({ phone, name, number });
    return this.inbound.attach(chat, { ...about, bytes, mimeType }, { quotes });
  }
}
