import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/**
 * What happens to the next `times` sends. 500: refused. The others are accepted and reported on, but the answer is
 * cut off ('cut'), never comes ('silent') or comes late ('slow').
 */
const sendFaultSchema = z.object({
  status: z.union([z.literal(500), z.enum(['cut', 'silent', 'slow'])]),
  times: z.int().min(0),
  delayMs: z.int().min(0).max(600_000).default(1_000),
});

export const faultsSchema = z.object({ sends: sendFaultSchema });

type SendFault = z.infer<typeof sendFaultSchema>;

@Injectable()
export class Faults {
  sends: SendFault | undefined;

  /** Counts down: each call is one send. */
  ofNextSend(): SendFault | undefined {
    if (!this.sends || this.sends.times === 0) return undefined;
    this.sends.times -= 1;
    return this.sends;
  }
}
