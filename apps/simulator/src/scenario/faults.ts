import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { z } from 'zod';

import { type Person, phoneDigits } from '../people.ts';
import type { Verdict } from '../rules/send-rule.ts';
import { waIdOf } from '../wa-id.ts';

/**
 * What happens to the next `times` sends. A number: answered with that HTTP status, and `code` or else the usual code in the body;
 * without `graphBody` as a gateway in between would, which says nothing of codes. `code` alone: answered with it and its HTTP status.
 * 'accepted, then failed': a failed status with `code` follows. The others are accepted and reported on, but the answer is cut
 * off ('cut'), never comes ('silent') or comes late ('slow').
 */
const sendFaultSchema = z
  .object({
    status: z
      .union([
        z.literal([400, 401, 403, 404, 429, 500, 502, 503, 504]),
        z.enum(['cut', 'silent', 'slow', 'accepted, then failed']),
      ])
      .optional(),
    code: z.int().optional(),
    graphBody: z.boolean().default(true),
    times: z.int().min(0),
    delayMs: z.int().min(0).max(600_000).default(1_000),
  })
  .refine(
    ({ status, code }) => code !== undefined || (status !== undefined && status !== 'accepted, then failed'),
    'needs a code, or a status that says enough',
  );

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

/** Somebody who can not be written to, always or the next `times`. */
const personFaultSchema = z
  .object({
    phone: z
      .string()
      .transform((written) => waIdOf(phoneDigits(written)))
      .optional(),
    userId: z.string().optional(),
    code: z.int(),
    how: z.enum(['fails later', 'refused']).default('fails later'),
    times: z.int().min(0).optional(),
  })
  .refine(({ phone, userId }) => phone !== undefined || userId !== undefined, 'needs a phone or a userId');

export const faultsSchema = z.object({
  sends: sendFaultSchema.optional(),
  downloads: downloadFaultSchema.optional(),
  /** All of them: the list replaces the one before. */
  people: z.array(personFaultSchema).optional(),
});

export type SendFault = z.output<typeof sendFaultSchema>;
export type DownloadFault = z.output<typeof downloadFaultSchema>;

/** `of`: how many there were to be. */
type Counted<Fault> = Fault & { of: number };
type Left = Omit<z.output<typeof faultsSchema>, 'sends' | 'downloads'> & {
  sends?: Counted<SendFault>;
  downloads?: Counted<DownloadFault>;
};

/** What is to go wrong, by the scenario. */
@Injectable()
export class Faults {
  readonly changed = new Subject<void>();
  #sends: Counted<SendFault> | undefined;
  #downloads: Counted<DownloadFault> | undefined;
  #people: z.output<typeof personFaultSchema>[] = [];

  /** What is left out stays as it was. */
  set({ sends, downloads, people }: z.output<typeof faultsSchema>): void {
    if (sends) this.#sends = { ...sends, of: sends.times };
    if (downloads) this.#downloads = { ...downloads, of: downloads.times };
    this.#people = people ?? this.#people;
    this.changed.next();
  }

  /** What is still to go wrong: what is used up is left out. */
  get left(): Left {
    const [sends, downloads] = [unlessUsedUp(this.#sends), unlessUsedUp(this.#downloads)];
    const people = this.#people.filter((one) => one.times !== 0);
    return { ...(sends && { sends }), ...(downloads && { downloads }), ...(people.length > 0 && { people }) };
  }

  /** Nothing goes wrong any more. */
  reset(): void {
    this.#sends = undefined;
    this.#downloads = undefined;
    this.#people = [];
    this.changed.next();
  }

  ofNextSend(): SendFault | undefined {
    return this.#countDown(this.#sends);
  }

  ofNextDownload(): DownloadFault | undefined {
    return this.#countDown(this.#downloads);
  }

  ofPerson({ phone, userId }: Person): Verdict | undefined {
    const found = this.#people.find(
      (fault) => fault.times !== 0 && (fault.userId === userId || (fault.phone ?? '') === phone),
    );
    if (found?.times !== undefined) this.#countDown(found);
    return found && { how: found.how, code: found.code };
  }

  #countDown<Fault extends { times?: number }>(fault: Fault | undefined): Fault | undefined {
    if (!fault?.times) return undefined;
    fault.times -= 1;
    this.changed.next();
    return fault;
  }
}

const unlessUsedUp = <Fault extends { times: number }>(fault: Fault | undefined): Fault | undefined =>
  fault?.times === 0 ? undefined : fault;
