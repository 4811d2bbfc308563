import { createHash, randomBytes, randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';

const linkLifeMs = 5 * 60_000;
/** As Meta serves files from `lookaside.fbsbx.com`. */
export const downloadPath = '/whatsapp_business/attachments/';

export interface StoredFile {
  id: string;
  bytes: Buffer;
  mimeType: string;
  sha256: Buffer;
}

/** The files that people sent, and the links under which the business may fetch them for a while. */
@Injectable()
export class MediaShelf {
  readonly #files = new Map<string, StoredFile>();
  readonly #links = new Map<string, { id: string; expiresAt: number }>();

  put(bytes: Buffer, mimeType: string): StoredFile {
    const id = String(randomInt(10 ** 14, 2 ** 48 - 1));
    const file = { id, bytes, mimeType, sha256: createHash('sha256').update(bytes).digest() };
    this.#files.set(id, file);
    return file;
  }

  find(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** The path of a new link; links made before stay good until their time is over. */
  link({ id }: StoredFile, now: number): string {
    const hash = randomBytes(16).toString('base64url');
    const expiresAt = now + linkLifeMs;
    this.#links.set(hash, { id, expiresAt });
    return `${downloadPath}?mid=${id}&ext=${Math.floor(expiresAt / 1_000)}&hash=${hash}`;
  }

  /** What lies behind a link, by its `hash`; nothing once its five minutes are over. */
  behind(hash: string, now: number): StoredFile | undefined {
    const link = this.#links.get(hash);
    return link && now < link.expiresAt ? this.#files.get(link.id) : undefined;
  }
}
