import type { FileMeaning, FileModel, SentFile, SentPage, Transcript } from '../media/file-model.ts';
import type { Meaning, UnderstandRequest } from '../meaning.ts';
import { dataBlock } from './data-block.ts';
import type { InlineFile } from './gemini.client.ts';
import type { GeminiCalls } from './gemini-calls.ts';
import { instructions } from './instructions.ts';
import { type FileAnswer, fileSchema, transcriptSchema } from './file.schemas.ts';
import { answeringSchema, type MeaningAnswer, meaningSchema } from './meaning.schema.ts';
import { PrivateDetails } from './private-details.ts';
import { contextData, messageData, type SpokenContext } from './request-data.ts';
import { toMeaning } from './to-meaning.ts';

/** Less than a message may take, so that there is time left to understand it offline. */
const textLimitMs = 4_500;
const fileLimitMs = 25_000;
/** In characters; what is beyond is not read. */
const longestDocument = 50_000;

/** See `UnderstandRequest`. */
type Page = SentPage & Pick<SpokenContext, 'dayFirst'>;

/** What is read: a file, or the text of one. */
interface Readable extends Omit<Page, keyof InlineFile> {
  file?: InlineFile;
  document?: string;
}

/**
 * Understands by the language model. Every method rejects with a `GeminiError` when the model has no usable answer, and
 * with the signal's reason once that aborts.
 */
export class GeminiEngine implements FileModel {
  constructor(
    private readonly calls: GeminiCalls,
    private readonly answersGeneral = false,
  ) {}

  /** What is wrong at the moment, for on-call. */
  get warning(): string | undefined {
    return this.calls.warning;
  }

  get isAway(): boolean {
    return this.calls.isAway;
  }

  async understand(request: UnderstandRequest, signal: AbortSignal): Promise<Meaning> {
    const details = new PrivateDetails();
    const answer: MeaningAnswer = await this.calls.ask(
      {
        instructions: instructions.understand(this.answersGeneral),
        text: dataBlock(messageData(request, details)),
        answer: this.answersGeneral ? answeringSchema : meaningSchema,
      },
      { limitMs: textLimitMs, signal, person: request.person },
    );
    return toMeaning(details.restore(answer), request);
  }

  /** What is said in a recording. `hints` are names and words that may occur in it. */
  async transcribe(
    { hints = [], person, bytes, mimeType }: SentFile & { hints?: string[] },
    signal: AbortSignal,
  ): Promise<Transcript> {
    const file = { bytes, mimeType };
    const answer = await this.calls.ask(
      { instructions: instructions.transcribe, text: dataBlock({ hints }), file, answer: transcriptSchema },
      { limitMs: fileLimitMs, signal, person },
    );
    const { transcript = '', language, confidence } = answer;
    return answer.speech && transcript
      ? { speech: true, transcript, confidence, language }
      : { speech: false, transcript: '', confidence };
  }

  /** What a picture shows, and what to do because of it. */
  describe({ bytes, mimeType, ...sent }: Page, signal: AbortSignal): Promise<FileMeaning> {
    return this.#read({ ...sent, file: { bytes, mimeType } }, signal);
  }

  /** What a document (PDF, text, calendar file) says, and what to do because of it. */
  readDocument({ bytes, mimeType, ...sent }: Page, signal: AbortSignal): Promise<FileMeaning> {
    if (!mimeType.startsWith('text/')) return this.#read({ ...sent, file: { bytes, mimeType } }, signal);
    // The API takes few kinds of text as files; as data, its numbers and addresses can be kept back.
    return this.#read({ ...sent, document: new TextDecoder().decode(bytes) }, signal);
  }

  async #read(
    { caption, document, file, person, ...context }: Readable,
    signal: AbortSignal,
  ): Promise<FileMeaning> {
    const details = new PrivateDetails();
    const data = {
      ...contextData(context),
      ...(caption && { caption: details.hide(caption) }),
      ...(document !== undefined && { document: details.hide(document.slice(0, longestDocument)) }),
    };
    const answer: FileAnswer = details.restore(
      await this.calls.ask(
        {
          instructions: instructions.file(this.answersGeneral),
          text: dataBlock(data),
          file,
          answer: fileSchema,
        },
        { limitMs: fileLimitMs, signal, person },
      ),
    );
    const { actions = [], ...said } = answer;
    return { ...said, ...(actions.length > 0 && { meaning: toMeaning({ actions }, context) }) };
  }
}
