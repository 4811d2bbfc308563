/** A file that arrived complete and is of its declared type. */
export interface MediaFacts {
  kind: 'audio' | 'image' | 'video' | 'document' | 'sticker';
  /** Its path; it is removed once the promise has settled. */
  path: string;
  bytes: number;
  /** By its first bytes where possible, otherwise as declared; without parameters. */
  mimeType?: string;
  filename?: string;
  /** The person's caption. */
  caption?: string;
}

/** The words to act on, or why there are none. */
export type MediaMeaning = { text: string } | { problem: 'not_understood_yet' };

/** What a file says. No kind can be read yet, and the result says so. */
export function understandMedia(_facts: MediaFacts): Promise<MediaMeaning> {
  return Promise.resolve({ problem: 'not_understood_yet' });
}
