import { BadRequestException, Body, Controller, Headers, HttpCode, Post, Query } from '@nestjs/common';

import { parseInput } from '../parse-input.ts';
import { People } from '../people.ts';
import { attachmentSchema } from './attachment.ts';
import { Inbound, type SentMedia } from './inbound.ts';
import { personSchema } from './person.schema.ts';

const inputSchema = personSchema.extend(attachmentSchema.shape);

/** Sends a file from the phone: its bytes are the body, its type the `Content-Type`, the rest stands in the query. */
@Controller('_phone/media')
export class AttachmentController {
  constructor(
    private readonly people: People,
    private readonly inbound: Inbound,
  ) {}

  @Post()
  @HttpCode(200)
  attach(
    @Query() query: unknown,
    @Headers('content-type') mimeType = 'application/octet-stream',
    @Body() body: unknown,
  ): { wamid: string; media: SentMedia } {
    const { phone, name, ...about } = parseInput(inputSchema, query);
    if (!(body instanceof Uint8Array)) throw new BadRequestException('The body must hold the file.');
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return this.inbound.attach(this.people.withPhone(phone, name), { ...about, bytes, mimeType });
  }
}
