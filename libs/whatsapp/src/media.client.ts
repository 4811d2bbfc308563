import { Injectable } from '@nestjs/common';
import type { AxiosInstance } from 'axios';
import { z } from 'zod';

import { fromResponse, GraphError } from './graph-error.ts';
import { askGraph, type GraphConfig, graphHttp } from './graph-http.ts';
import { type Destination, download, type DownloadTimes } from './media-download.ts';
import { fromLookUp, MediaError } from './media-error.ts';
import { isHash, spellsHash } from './media-hash.ts';
import { isMediaHost } from './media-host.ts';
import { MediaPause } from './media-pause.ts';
import { TokenSource } from './token-source.ts';

/** A file as a webhook describes it. */
export interface MediaReference {
  id: string;
  url?: string;
  sha256?: string;
}

export interface MediaClientTimes extends DownloadTimes {
  lookupMs: number;
}

const usualTimes: MediaClientTimes = { lookupMs: 5_000, idleMs: 15_000, totalMs: 180_000 };

/** Sent as a string or as a number. */
const sizeSchema = z.coerce.number().int().min(0).optional().catch(undefined);
const linkSchema = z.object({
  url: z.string().min(1),
  sha256: z.string().optional().catch(undefined),
  file_size: sizeSchema,
});
type MediaLink = z.infer<typeof linkSchema>;

/** Downloads the files that people send. */
@Injectable()
export class MediaClient {
  readonly #http: AxiosInstance;
  // They fail independently: the link leads to another host.
  readonly #lookUps = new MediaPause();
  readonly #downloads = new MediaPause();

  constructor(
    private readonly config: GraphConfig,
    private readonly times = usualTimes,
  ) {
    this.#http = graphHttp(config, new TokenSource(config));
  }

  /**
   * Writes the file to the disk and returns its size. A link that is dead or leads to other bytes than announced is
   * renewed once. Throws `MediaError` when the file is unobtainable, `ForeignHostError` when its host must not see our
   * token, `GraphError` when WhatsApp may give it later, and anything else when the fault is here.
   */
  async fetch(media: MediaReference, to: Destination): Promise<number> {
    const first = media.url ? { url: media.url } : await this.#lookUp(media.id);
    try {
      return await this.#fetchWhole(media, first, to);
    } catch (error) {
      const isRenewable = error instanceof MediaError && error.problem !== 'too_big';
      if (!isRenewable) throw error;
    }
    return this.#fetchWhole(media, await this.#lookUp(media.id), to);
  }

  /** A new link, valid for five minutes. */
  #lookUp(id: string): Promise<MediaLink> {
    return this.#lookUps.run(id, () => this.#askForLink(id));
  }

  async #askForLink(id: string): Promise<MediaLink> {
    const { apiVersion, phoneNumberId } = this.config;
    const request = {
      method: 'GET',
      url: `/${apiVersion}/${encodeURIComponent(id)}`,
      params: { phone_number_id: phoneNumberId },
    };
    const { status, data, headers } = await askGraph(this.#http, request, this.times.lookupMs);
    if (status !== 200) throw fromLookUp(fromResponse('media', status, data, headers), status);
    const link = linkSchema.safeParse(data);
    if (!link.success) throw new GraphError('unknown', 'WhatsApp answered 200 without a link to the file');
    return link.data;
  }

  async #fetchWhole(media: MediaReference, link: MediaLink, to: Destination): Promise<number> {
    const announcedBytes = link.file_size;
    if (announcedBytes !== undefined && announcedBytes > to.limitBytes) {
      throw new MediaError('too_big', 'the file is said to be too big', to.limitBytes);
    }
    const isAllowed = (url: URL): boolean => isMediaHost(url, this.config.apiBaseUrl);
    const { bytes, hash } = await this.#downloads.run(media.id, () =>
      download(this.#http, link.url, isAllowed, to, this.times),
    );
    const announcedHash = [media.sha256, link.sha256].find(isHash);
    const isWhole = announcedHash
      ? spellsHash(announcedHash, hash)
      : announcedBytes === undefined || announcedBytes === bytes;
    if (!isWhole || bytes === 0) throw new MediaError('damaged', 'the bytes are not those that were sent');
    return bytes;
  }
}
