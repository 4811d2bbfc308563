import { createHash, randomBytes, randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { BusinessNumber } from '../accounts/account.ts';
import { Clock } from '../clock.ts';

const dayMs = 24 * 3_600_000;
/** How long the business may ask for a file by its id. */
const usualLifeMs = { upload: 30 * dayMs, webhook: 7 * dayMs };
const linkLifeMs = 5 * 60_000;
/** Of all files together; the oldest make room for new ones. */
const shelfLimitBytes = 512 * 1_024 ** 2;
/** As Meta serves files from `lookaside.fbsbx.com`. */
export const downloadPath = '/whatsapp_business/attachments/';

interface NewFile {
  bytes: Buffer;
  mimeType: string;
  filename?: string;
  /** The id belongs to it: other numbers can not use it. */
  number: BusinessNumber;
  /** The business uploaded it, or a webhook told of it. */
  origin: 'upload' | 'webhook';
  /** Where it differs from the usual one of its origin. */
  lifeMs?: number;
}

export interface StoredFile extends Omit<NewFile, 'lifeMs'> {
  id: string;
  sha256: Buffer;
  /** For the business, in milliseconds of the simulator's clock. The phone that has a file keeps it. */
  expiresAt: number;
}

/** The files of both sides, and the links under which the business may fetch them for a while. */
@Injectable()
export class MediaShelf {
  /** Oldest first, as the links. */
  readonly #files = new Map<string, StoredFile>();
  readonly #links = new Map<string, { id: string; expiresAt: number }>();
  #bytes = 0;

  constructor(private readonly clock: Clock) {}

  put({ lifeMs, ...about }: NewFile): StoredFile {
    const file: StoredFile = {
      ...about,
      id: String(randomInt(10 ** 14, 2 ** 48 - 1)),
      sha256: createHash('sha256').update(about.bytes).digest(),
      expiresAt: this.clock.now() + (lifeMs ?? usualLifeMs[about.origin]),
    };
    this.#files.set(file.id, file);
    this.#bytes += file.bytes.length;
    this.#makeRoom();
    return file;
  }

  /** What the business may have by this id. */
  find(id: string): StoredFile | undefined {
    const file = this.#files.get(id);
    return file && this.clock.now() < file.expiresAt ? file : undefined;
  }

  /** What lies here, also when the business may not have it any more. */
  held(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** From now on the business can not have it. */
  withdraw(file: StoredFile): void {
    file.expiresAt = this.clock.now();
  }

  /** The path of a new link; links made before stay good until their time is over. */
  link({ id }: StoredFile): string {
    const now = this.clock.now();
    for (const [old, { expiresAt }] of this.#links) {
      if (now < expiresAt) break;
      this.#links.delete(old);
    }
    const hash = randomBytes(16).toString('base64url');
    const expiresAt = now + linkLifeMs;
    this.#links.set(hash, { id, expiresAt });
    return `${downloadPath}?mid=${id}&ext=${Math.floor(expiresAt / 1_000)}&hash=${hash}`;
  }

  /** What lies behind a link, by its `hash`; nothing once its five minutes are over. */
  behind(hash: string): StoredFile | undefined {
    const link = this.#links.get(hash);
    return link && this.clock.now() < link.expiresAt ? this.find(link.id) : undefined;
  }

  reset(): void {
    this.#files.clear();
    this.#links.clear();
    this.#bytes = 0;
  }

  #makeRoom(): void {
    for (const [id, { bytes }] of this.#files) {
      if (this.#bytes <= shelfLimitBytes) return;
      this.#files.delete(id);
      this.#bytes -= bytes.length;
    }
  }
}
