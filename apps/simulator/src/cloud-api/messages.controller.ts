import { Body, Controller, HttpCode, Param, Post, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';

import { Faults } from '../scenario/faults.ts';
import type { BusinessNumber } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import { AccessGuard } from './access.guard.ts';
import { GraphError, graphFaults } from './graph.error.ts';
import { NumberPipe } from './number.pipe.ts';
import { Outbound } from './outbound.ts';
import { parseSend } from './send.schema.ts';

/** Where the business sends: `POST /v26.0/<phone number id>/messages`. */
@Controller('v:version/:phoneNumberId/messages')
@UseGuards(AccessGuard)
export class MessagesController {
  constructor(
    private readonly outbound: Outbound,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  send(
    @Param('phoneNumberId', NumberPipe) number: BusinessNumber,
    @Body() body: unknown,
    @Res() response: Response,
  ): void {
    const send = parseSend(body);
    if (send.kind === 'receipt') {
      this.outbound.read(send);
      response.json({ success: true });
      return;
    }
    const fault = this.faults.ofNextSend();
    if (fault?.status === 500)
      throw new GraphError(graphFaults.somethingWentWrong, 'A fault of the scenario.');

    const answer = this.outbound.accept(number, send, body);
    if (fault?.status === 'slow') this.clock.after(fault.delayMs, () => response.json(answer));
    else if (fault?.status === 'cut') response.destroy();
    // 'silent': the message is accepted and the client is left waiting until it gives up.
    else if (fault?.status !== 'silent') response.json(answer);
  }
}
