import { Body, Controller, HttpCode, Param, Post, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';

import type { BusinessNumber } from '../../accounts/account.ts';
import { Books } from '../../scenario/books.ts';
import { Faults } from '../../scenario/faults.ts';
import { AccessGuard } from '../access.guard.ts';
import { GraphError } from '../graph.error.ts';
import { NumberPipe } from '../number.pipe.ts';
import { Outbound } from './outbound.ts';
import { PayloadReader } from './payload.reader.ts';
import { SendFaults } from './send-faults.ts';
import { readBody } from './send.schema.ts';

/** Where the business sends: `POST /v26.0/<phone number id>/messages`. */
@Controller('v:version/:phoneNumberId/messages')
@UseGuards(AccessGuard)
export class MessagesController {
  constructor(
    private readonly reader: PayloadReader,
    private readonly outbound: Outbound,
    private readonly faults: Faults,
    private readonly sendFaults: SendFaults,
    private readonly books: Books,
  ) {}

  @Post()
  @HttpCode(200)
  async send(
    @Param('phoneNumberId', NumberPipe) number: BusinessNumber,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.#answer(number, body, response);
    } catch (error) {
      if (error instanceof GraphError) this.books.noteRefusal(number.id, body, error.body.error);
      throw error;
    }
  }

  async #answer(number: BusinessNumber, body: unknown, response: Response): Promise<void> {
    const read = readBody(body);
    if (read.kind === 'receipt') {
      this.outbound.read(read.receipt);
      response.json({ success: true });
      return;
    }
    const { send, part } = read;
    const payload = this.reader.read(number, send, part);
    const fault = this.faults.ofNextSend();
    if (this.sendFaults.refuse(fault, response)) return;
    const failure = this.sendFaults.failureOf(fault);
    const answer = await this.outbound.accept(number, { ...send, ...payload, request: body }, failure);
    this.sendFaults.answer(fault, response, answer);
  }
}
