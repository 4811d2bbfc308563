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

/**
 * What happens to the next `times` downloads of files. A number: answered with that status and nothing else. 'larger':
 * more and more bytes after those of the file. 'slow': the second half comes after `delayMs`.
 */
const downloadFaultSchema = z.object({
  status: z.union([
    z.literal([401, 403, 404, 410, 429, 500, 503]),
    z.enum(['wrong bytes', 'larger', 'cut', 'slow', 'redirect']),
  ]),
  times: z.int().min(0),
  delayMs: z.int().min(0).max(600_000).default(1_000),
  /** Where 'redirect' leads. */
  location: z.string().default('/'),
});

export const faultsSchema = z.object({
  sends: sendFaultSchema.optional(),
  downloads: downloadFaultSchema.optional(),
});

type SendFault = z.infer<typeof sendFaultSchema>;
export type DownloadFault = z.infer<typeof downloadFaultSchema>;

@Injectable()
export class Faults {
  #sends: SendFault | undefined;
  #downloads: DownloadFault | undefined;

  /** What is left out stays as it was. */
  set({ sends, downloads }: z.infer<typeof faultsSchema>): void {
    this.#sends = sends ?? this.#sends;
    this.#downloads = downloads ?? this.#downloads;
  }

  /** Nothing goes wrong any more. */
  reset(): void {
    this.#sends = undefined;
    this.#downloads = undefined;
  }

  ofNextSend(): SendFault | undefined {
    return countDown(this.#sends);
  }

  ofNextDownload(): DownloadFault | undefined {
    return countDown(this.#downloads);
  }
}

function countDown<Fault extends { times: number }>(fault: Fault | undefined): Fault | undefined {
  if (!fault || fault.times === 0) return undefined;
  fault.times -= 1;
  return fault;
}
