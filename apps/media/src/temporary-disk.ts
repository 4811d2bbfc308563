import { writeFile } from 'node:fs/promises';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { Dependency } from '#platform';

import { TemporaryFiles } from './temporary-files.ts';

/** Full, read-only, over quota, broken. */
const outageCodes = new Set(['ENOSPC', 'EROFS', 'EDQUOT', 'EIO']);
const errorSchema = z.object({ code: z.string().optional().catch(undefined), cause: z.unknown().optional() });
/** As large as what people usually send. */
const probe = Buffer.alloc(1_024 * 1_024);

/** This file does not fit, others do. */
class DoesNotFitError extends Error {
  override name = 'DoesNotFitError';
}

/** The disk that holds files while they are processed. */
@Injectable()
export class TemporaryDisk implements Dependency {
  readonly dependencyName = 'disk';

  constructor(private readonly files: TemporaryFiles) {}

  ping(): Promise<void> {
    return this.files.withOne((path) => writeFile(path, probe));
  }

  /**
   * As `TemporaryFiles.withOne`. A disk that takes other files once this one is gone has no outage: to wait for it would be to wait for
   * ever, and everybody else with it.
   */
  async withOne<T>(work: (path: string) => Promise<T>): Promise<T> {
    try {
      return await this.files.withOne(work);
    } catch (error) {
      if (this.isCauseOf(error) && (await this.#answers())) {
        throw new DoesNotFitError('the file does not fit on the disk', { cause: error });
      }
      throw error;
    }
  }

  #answers(): Promise<boolean> {
    return this.ping().then(
      () => true,
      () => false,
    );
  }

  /** Also when a failed download or the like is wrapped around it. */
  isCauseOf(error: unknown): boolean {
    if (error instanceof DoesNotFitError) return false;
    const { data } = errorSchema.safeParse(error);
    return data !== undefined && (outageCodes.has(data.code ?? '') || this.isCauseOf(data.cause));
  }
}
