import type { Meaning } from '../meaning.ts';

interface SentFile {
  bytes: Uint8Array;
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
}

/** What a picture or document says. */
export interface FileMeaning {
  /** What it shows, or the answer to the caption. */
  answer?: string;
  /** What to do because of it. */
  meaning?: Meaning;
  textInFile?: string;
  /** 0 to 1 */
  confidence: number;
}

/** What was said in a recording; the transcript is empty without speech. */
interface Transcript {
  speech: boolean;
  transcript: string;
  /** 0 to 1 */
  confidence: number;
  /** BCP 47 */
  language?: string;
}

/** A language model that hears, sees and reads. It rejects when it has no answer, and when the signal aborts. */
export interface FileModel {
  transcribe(recording: SentFile, signal: AbortSignal): Promise<Transcript>;
  describe(picture: SentPage, signal: AbortSignal): Promise<FileMeaning>;
  readDocument(document: SentPage, signal: AbortSignal): Promise<FileMeaning>;
}
