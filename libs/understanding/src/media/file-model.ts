import type { Meaning } from '../meaning.ts';

export interface SentFile {
  bytes: Uint8Array;
  /** Without parameters: "audio/ogg". */
  mimeType: string;
  /** Opaque key of the person, by which calls are counted. */
  person?: string;
}

/** A picture or document, with what "now" and "here" mean to its sender. */
export interface SentPage extends SentFile {
  caption?: string;
  reference: Date;
  /** IANA name. */
  timezone: string;
  /** "10/4" is 10 April to this person. */
  dayFirst?: boolean;
}

/** What a picture or document says. */
export interface FileMeaning {
  /** What it shows, or the answer to the caption. */
  answer?: string;
  /** What to do because of it: only adds, never changes. */
  meaning?: Meaning;
  /** The caption asks for that. */
  isAsked?: boolean;
  textInFile?: string;
  /** 0 to 1 */
  confidence: number;
}

/** What was said in a recording; the transcript is empty without speech. */
export interface Transcript {
  speech: boolean;
  transcript: string;
  /** 0 to 1 */
  confidence: number;
  /** BCP 47 */
  language?: string;
}

/** A language model that hears, sees and reads. It rejects when it has no answer, and when the signal aborts. */
export interface FileModel {
  /** Whether it would be in vain to ask it now. */
  readonly isAway?: boolean;
  /** @param recording.hints words that may occur in it */
  transcribe(recording: SentFile & { hints?: string[] }, signal: AbortSignal): Promise<Transcript>;
  describe(picture: SentPage, signal: AbortSignal): Promise<FileMeaning>;
  readDocument(document: SentPage, signal: AbortSignal): Promise<FileMeaning>;
}
