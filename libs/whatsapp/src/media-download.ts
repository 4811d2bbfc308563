import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { AxiosInstance, AxiosResponse } from 'axios';

import { GraphError } from './graph-error.ts';
import { ForeignHostError, MediaError } from './media-error.ts';
import { reactionTo } from './reaction-to.ts';
import { retryAfterMs } from './retry-after.ts';

export interface DownloadTimes {
  /** The longest pause between two chunks, and before the first one. */
  idleMs: number;
  totalMs: number;
}

export interface Destination {
  /** Created for this user alone; an existing file is replaced. */
  path: string;
  limitBytes: number;
}

export interface Downloaded {
  bytes: number;
  /** SHA-256 of the bytes received. */
  hash: Buffer;
}

const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Answers of a link whose five minutes are over. */
const deadLink = new Set([401, 403, 404, 410]);

/**
 * Streams one file to the disk. Throws `MediaError` when the link is dead or the file too large, `ForeignHostError`
 * before our token would go to a host that `isAllowed` rejects, `GraphError` when it did not come, and anything else when the disk did not
 * take it.
 */
export async function download(
  http: AxiosInstance,
  link: string,
  isAllowed: (url: URL) => boolean,
  to: Destination,
  times: DownloadTimes,
): Promise<Downloaded> {
  const stop = new AbortController();
  const total = setTimeout(() => stop.abort(), times.totalMs);
  const idle = setTimeout(() => stop.abort(), times.idleMs);
  try {
    const response = await follow(http, link, isAllowed, stop.signal);
    return await save(response, to, () => idle.refresh(), stop.signal);
  } catch (error) {
    if (error instanceof MediaError || error instanceof ForeignHostError) throw error;
    if (stop.signal.aborted) throw didNotCome('too slow', error);
    if (error instanceof GraphError) throw error;
    // Without the cause's message, which may hold a path.
    throw new Error(`the file was not written (${codeOf(error)})`, { cause: error });
  } finally {
    clearTimeout(total);
    clearTimeout(idle);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no code';

/** The file was asked for and did not come: it costs a download to find out whether it does now. */
export class DownloadError extends GraphError {}

/** As in any outage of WhatsApp's: it may come later. Without the cause's message, which may hold the link. */
function didNotCome(reason: string, cause?: unknown, headers: unknown = {}): DownloadError {
  const waitMs = retryAfterMs(headers, false);
  const reaction = reactionTo(undefined, { retryAfterMs: waitMs });
  const options = { reaction, retryAfterMs: waitMs, cause };
  return new DownloadError('unknown', `the file did not come (${reason})`, undefined, options);
}

/** Follows redirects itself, so that each host is checked before it gets the token. */
async function follow(
  http: AxiosInstance,
  link: string,
  isAllowed: (url: URL) => boolean,
  signal: AbortSignal,
): Promise<AxiosResponse<Readable>> {
  let target = link;
  let base: URL | undefined;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (!URL.canParse(target, base?.href)) throw new ForeignHostError();
    base = new URL(target, base?.href);
    if (!isAllowed(base)) throw new ForeignHostError();
    const request = {
      responseType: 'stream' as const,
      // Hash and size are those of the file, not of a compressed form.
      decompress: false,
      headers: { 'Accept-Encoding': 'identity', Accept: '*/*' },
      signal,
    };
    const response = await http.get<Readable>(base.href, request).catch((error: unknown) => {
      throw didNotCome(codeOf(error), error);
    });
    if (!redirects.has(response.status)) return response;
    response.data.destroy();
    target = String(response.headers.location ?? '');
  }
  throw didNotCome('too many redirects');
}

async function save(
  { status, headers, data }: AxiosResponse<Readable>,
  { path, limitBytes }: Destination,
  onProgress: () => void,
  signal: AbortSignal,
): Promise<Downloaded> {
  const tooBig = (): MediaError => new MediaError('too_big', 'the file is too big', limitBytes);
  if (status !== 200 || Number(headers['content-length']) > limitBytes) {
    data.destroy();
    if (status === 200) throw tooBig();
    if (deadLink.has(status)) throw new MediaError('gone', `the link is dead (HTTP ${status})`);
    throw didNotCome(`HTTP ${status}`, undefined, headers);
  }
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      onProgress();
      bytes += piece.length;
      if (bytes > limitBytes) throw tooBig();
      hash.update(piece);
      yield piece;
    }
  };
  try {
    await pipeline(arriving(data), measure, createWriteStream(path, { mode: 0o600 }), { signal });
  } finally {
    data.destroy();
  }
  return { bytes, hash: hash.digest() };
}

/** So that a connection that breaks is told from a disk that takes no more. */
async function* arriving(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pieces;
  } catch (error) {
    throw didNotCome(codeOf(error), error);
  }
}
