import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

export interface UploadSession {
  /** With a query of its own, as Meta's have: it belongs into a URL as it is. */
  readonly id: string;
  readonly fileLength: number;
  /** How many bytes are here, and so the offset at which the next ones begin. The bytes themselves are not kept. */
  received: number;
  /** By which templates and profiles name the file, once all bytes are here. */
  readonly handle: string;
}

/** Uploads that were announced, finished or not. */
@Injectable()
export class UploadSessions {
  readonly #sessions = new Map<string, UploadSession>();

  open({ fileType, fileLength }: { fileType: string; fileLength: number }): UploadSession {
    const key = randomBytes(24).toString('base64url');
    const id = `upload:${key}?sig=${randomBytes(15).toString('base64url')}`;
    const handle = `4::${Buffer.from(fileType).toString('base64')}:${randomBytes(32).toString('base64url')}`;
    const session = { id, fileLength, handle, received: 0 };
    this.#sessions.set(key, session);
    return session;
  }

  /** @param rest what follows `upload:` in the id, with its query or without */
  find(rest: string): UploadSession | undefined {
    return this.#sessions.get(rest.split('?')[0] ?? '');
  }

  reset(): void {
    this.#sessions.clear();
  }
}
