// The obvious first version: Express, Nest's own raw body, one `await queue.add()` per message.
import 'reflect-metadata';
import { BullModule, InjectQueue } from '@nestjs/bullmq';
import {
  Controller,
  Headers,
  HttpCode,
  Module,
  Post,
  type RawBodyRequest,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { Request } from 'express';

import { isSigned } from '#whatsapp';

interface Body {
  entry: { changes: { value: { messages: { id: string }[] } }[] }[];
}

@Controller('webhook')
class PlainController {
  constructor(@InjectQueue('plain') private readonly queue: Queue) {}

  @Post()
  @HttpCode(200)
  async receive(
    @Req() request: RawBodyRequest<Request>,
    @Headers('x-hub-signature-256') signature?: string,
  ): Promise<{ status: string }> {
    const secrets = [process.env.WHATSAPP_APP_SECRET ?? ''];
    if (!request.rawBody || !isSigned(request.rawBody, signature, secrets)) throw new UnauthorizedException();
    for (const { changes } of (request.body as Body).entry) {
      for (const { value } of changes) {
        for (const message of value.messages) await this.queue.add('message', message, { jobId: message.id });
      }
    }
    return { status: 'processing' };
  }
}

@Module({
  imports: [
    BullModule.forRoot({ connection: { url: process.env.REDIS_URL } }),
    BullModule.registerQueue({ name: 'plain' }),
  ],
  controllers: [PlainController],
})
class PlainModule {}

process.on('disconnect', () => process.exit());
const app = await NestFactory.create(PlainModule, { rawBody: true, logger: ['error'] });
await app.listen(Number(process.env.PORT), '127.0.0.1');
