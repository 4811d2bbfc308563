import {
  Body,
  Controller,
  HttpCode,
  Param,
  Post,
  UploadedFile,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { z } from 'zod';

import type { BusinessNumber } from '../accounts/account.ts';
import { AccessGuard } from '../cloud-api/access.guard.ts';
import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { NumberPipe } from '../cloud-api/number.pipe.ts';
import { checkedUpload } from './checked-upload.ts';
import { MediaShelf } from './media.shelf.ts';
import { MultipartFilter } from './multipart.filter.ts';
import { largestUploadBytes } from './sendable-types.ts';

const minuteMs = 60_000;

const wrongTtl = '`ttl_minutes` is a whole number from 60 to 43200.';

const formSchema = z.object({
  messaging_product: z.literal('whatsapp', 'Send `messaging_product=whatsapp`.'),
  type: z.string('Send `type` once.').optional(),
  ttl_minutes: z.coerce.number(wrongTtl).int(wrongTtl).min(60, wrongTtl).max(43_200, wrongTtl).optional(),
});

/** A file of a form as multer keeps it in memory. */
interface FilePart {
  buffer: Buffer;
  mimetype: string;
  originalname: string;
}

/** Where the business brings the files that it wants to send: `POST /v26.0/<phone number id>/media`. */
@Controller('v:version/:phoneNumberId/media')
@UseGuards(AccessGuard)
@UseFilters(MultipartFilter)
export class UploadController {
  constructor(private readonly shelf: MediaShelf) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(
    FileInterceptor('file', { limits: { fileSize: largestUploadBytes }, defParamCharset: 'utf8' }),
  )
  async upload(
    @Param('phoneNumberId', NumberPipe) number: BusinessNumber,
    @Body() body: unknown,
    @UploadedFile() file: FilePart | undefined,
  ): Promise<{ id: string }> {
    const { type, ttl_minutes: minutes } = parseForm(body);
    if (!file) throw invalid('Send the file as a part of multipart/form-data that is named `file`.');
    const { buffer: bytes, mimetype: partType, originalname: filename } = file;
    const mimeType = await checkedUpload({ bytes, type, partType });
    const lifeMs = minutes === undefined ? undefined : minutes * minuteMs;
    const { id } = this.shelf.put({ bytes, mimeType, filename, number, origin: 'upload', lifeMs });
    return { id };
  }
}

function parseForm(body: unknown): z.output<typeof formSchema> {
  if (body === undefined) throw invalid('Send the file and its fields as multipart/form-data.');
  const parsed = formSchema.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.message ?? 'The form is not right.');
  return parsed.data;
}

const invalid = (details: string): GraphError => new GraphError(graphFaults.invalidParameter, details);
