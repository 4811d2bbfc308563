import { Controller, Get, HttpCode, NotFoundException, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { parseInput } from '../parse-input.ts';
import type { Exchange } from '../phone/phone.events.ts';
import { WebhookPost } from '../webhooks/webhook.post.ts';
import { curlCommand } from './curl.ts';
import { harOf } from './har.ts';
import { Wire, type WireChange } from './wire.ts';
import { wireRoutes as routes } from './wire.routes.ts';

/** What went over the wire, to look at, to keep, and to do again. */
@Controller('_scenario')
export class WireController {
  constructor(
    private readonly wire: Wire,
    private readonly post: WebhookPost,
  ) {}

  @Get('wire')
  read(): { exchanges: Exchange[] } {
    return { exchanges: this.wire.exchanges };
  }

  @Get('wire.har')
  export(@Query() query: unknown, @Req() request: Request, @Res() response: Response): void {
    const { ids } = parseInput(routes.exportWire.query, query);
    const wanted = this.wire.exchanges.filter(({ id }) => !ids || ids.includes(id));
    response
      .attachment('wire.har')
      .type('json')
      .json(harOf(wanted, originOf(request)));
  }

  @Get('wire/:id/curl')
  curl(@Param('id') id: string, @Req() request: Request): { command: string } {
    const { exchange, original } = this.#find(id);
    const url = new URL(original.url, originOf(request)).href;
    return { command: curlCommand({ ...original, url }, this.#bytesOf(exchange)) };
  }

  /** The very same bytes under the same signature, as WhatsApp may deliver a webhook more than once. */
  @Post('wire/:id/redeliver')
  @HttpCode(200)
  redeliver(@Param('id') id: string): Promise<{ id: number; status: number | null }> {
    const { exchange, original, numberId } = this.#find(id);
    const { id: repeats, direction, userId } = exchange;
    if (direction !== 'webhook') throw new NotFoundException('Only a webhook can be delivered again.');
    const { url, headers } = original;
    return this.post.bring({ url, headers, bytes: this.#bytesOf(exchange), numberId, userId, repeats });
  }

  #find(id: string): WireChange {
    const found = this.wire.find(Number(id));
    if (!found) throw new NotFoundException('This exchange is not kept any more.');
    return found;
  }

  #bytesOf({ id }: Exchange): Buffer {
    const bytes = this.wire.bytesOf(id);
    if (!bytes) throw new NotFoundException('The body of this request was too long to be kept.');
    return bytes;
  }
}

/** Where whoever asks reaches the simulator. */
function originOf({ protocol, headers: { host = '127.0.0.1' } }: Request): string {
  return `${protocol}://${host}`;
}
