/** A file that arrived whole and is of the type that it says it is. */
export interface MediaFacts {
  kind: 'audio' | 'image' | 'video' | 'document' | 'sticker';
  /** Where it lies; it is gone once the promise has settled. */
  path: string;
  bytes: number;
  /** By its first bytes where they tell, else as declared; without parameters. */
  mimeType?: string;
  filename?: string;
  /** What the person wrote beside it. */
  caption?: string;
}

/** The words to act on, or why there are none. */
export type MediaMeaning = { text: string } | { problem: 'not_understood_yet' };

/** What a file says. No kind can be read so far, and each is told so. */
export function understandMedia(_facts: MediaFacts): Promise<MediaMeaning> {
  return Promise.resolve({ problem: 'not_understood_yet' });
}
