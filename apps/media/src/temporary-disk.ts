import { writeFile } from 'node:fs/promises';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { Dependency } from '#platform';

import { TemporaryFiles } from './temporary-files.ts';

/** Full, read-only, over quota, broken. */
const outageCodes = new Set(['ENOSPC', 'EROFS', 'EDQUOT', 'EIO']);
const errorSchema = z.object({ code: z.string().optional().catch(undefined), cause: z.unknown().optional() });
/** One block: an empty file fits on a full disk. */
const probe = Buffer.alloc(4_096);

/** The disk that holds files while they are processed. */
@Injectable()
export class TemporaryDisk implements Dependency {
  readonly dependencyName = 'disk';

  constructor(private readonly files: TemporaryFiles) {}

  ping(): Promise<void> {
    return this.files.withOne((path) => writeFile(path, probe));
  }

  /** Also when it is wrapped, for example by a failed download. */
  isCauseOf(error: unknown): boolean {
    const { data } = errorSchema.safeParse(error);
    return data !== undefined && (outageCodes.has(data.code ?? '') || this.isCauseOf(data.cause));
  }
}
