import { BadRequestException, Body, Controller, Headers, HttpCode, Post, Query } from '@nestjs/common';

import { parseInput } from '../parse-input.ts';
import { attachmentSchema } from './attachment.ts';
import { Chats } from './chats.ts';
import { Inbound, type SentMedia } from './inbound.ts';
import { personSchema } from './person.schema.ts';

const inputSchema = personSchema.extend(attachmentSchema.shape);

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
    const { phone, name, number, ...about } = parseInput(inputSchema, query);
    if (!(body instanceof Uint8Array)) throw new BadRequestException('The body must hold the file.');
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return this.inbound.attach(this.chats.of({ phone, name, number }), { ...about, bytes, mimeType });
  }
}
