import type { Reading } from '../reading.ts';

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
  /** When it was sent. */
  saidAt: Date;
  /** The person's zone, IANA name. */
  timezone: string;
  /** "10/4" is 10 April to this person. */
  dayFirst?: boolean;
  /** Opaque key of the person, by which slow calls are counted. */
  person?: string;
}

/** What a file says, or why nothing could be made of it. */
export interface MediaMeaning {
  /** The words that were spoken. */
  text?: string;
  reading?: Reading;
  problem?:
    | 'nothing_heard'
    | 'nothing_read'
    /** Only a language model could, and there is none. */
    | 'needs_model'
    /** Only the language model could, and it has no answer now. */
    | 'model_away'
    | 'not_understood_yet'
    | 'too_big'
    /** A recording of more than 15 minutes. */
    | 'too_long';
  /** In bytes, of what is too big. */
  limitBytes?: number;
}
