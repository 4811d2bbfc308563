import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

/** What stands for a file that was brought over the Resumable Upload API: templates and profiles name it. */
@Injectable()
export class UploadHandles {
  readonly #handles = new Set<string>();

  issue(fileType: string): string {
    const handle = `4::${Buffer.from(fileType).toString('base64')}:${randomBytes(32).toString('base64url')}`;
    this.#handles.add(handle);
    return handle;
  }

  has(handle: string): boolean {
    return this.#handles.has(handle);
  }
}
