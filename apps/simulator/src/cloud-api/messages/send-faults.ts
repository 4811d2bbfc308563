import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

import { Clock } from '../../clock.ts';
import { Rules } from '../../rules/rules.ts';
import type { Verdict } from '../../rules/send-rule.ts';
import type { SendFault } from '../../scenario/faults.ts';
import { refusalOf } from './refusal.ts';

/** What an HTTP status alone is taken to mean. */
const usualCodes: Partial<Record<number, number>> = { 401: 190, 429: 130_429, 500: 131_000 };
const unknownCode = 1;
const serviceDown = 2;

const gatewayPage = '<html><body><h1>The server can not answer now.</h1></body></html>';

/** Carries out what the scenario wants to go wrong with a send. */
@Injectable()
export class SendFaults {
  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  /** Refuses the send, when that is the fault. @returns whether it is answered, by a gateway that never passed it on */
  refuse(fault: SendFault | undefined, response: Response): boolean {
    if (!fault || typeof fault.status === 'string') return false;
    const { status, graphBody } = fault;
    if (status !== undefined && !graphBody) {
      response.status(status).type('html').send(gatewayPage);
      return true;
    }
    const ofStatus = status === undefined ? unknownCode : (usualCodes[status] ?? codeOf(status));
    const { code = ofStatus } = fault;
    throw refusalOf({ code, status, details: 'A fault of the scenario.' }, this.rules.now.throttleStatus);
  }

  /** What is to become of a send that is accepted. */
  failureOf(fault: SendFault | undefined): Verdict | undefined {
    if (fault?.status !== 'accepted, then failed' || fault.code === undefined) return undefined;
    return { how: 'fails later', code: fault.code };
  }

  /** Answers a send that was accepted. */
  answer(fault: SendFault | undefined, response: Response, answer: object): void {
    if (fault?.status === 'slow') this.clock.after(fault.delayMs, () => response.json(answer));
    else if (fault?.status === 'cut') response.destroy();
    // 'silent': the client is left waiting until it gives up.
    else if (fault?.status !== 'silent') response.json(answer);
  }
}

function codeOf(httpStatus: number): number {
  return httpStatus > 500 ? serviceDown : unknownCode;
}
