import { readFile } from 'node:fs/promises';

import { Logger, type OnModuleDestroy } from '@nestjs/common';

import { mostInlineBytes } from '../gemini/inline-limit.ts';
import { calendarReading } from './calendar-file.ts';
import { decodeVoice } from './decode-voice.ts';
import { pdfText, plainText, wholeText } from './document-text.ts';
import type { FileModel, SentPage } from './file-model.ts';
import { readingOfAnswer, readingOfText } from './file-reading.ts';
import { canHearLocally, hearLocally } from './local-speech.ts';
import type { MediaFacts, MediaMeaning } from './media-facts.ts';
import { modelType } from './model-type.ts';
import { problemOf } from './no-answer.ts';
import { PictureText } from './picture-text.ts';
import { isSilent } from './silence.ts';

/** What the offline engine hears is always asked about. */
const localConfidence = 0.3;
/** The whole file is in memory while it is read; only documents can be larger on WhatsApp. */
const mostBytes = 16 * 1_024 * 1_024;
const calendarType = 'text/calendar';

/** The model's answer, or what the person is told unless the file can be read offline. */
type Asked<T> = { answer: T; failure?: undefined } | { answer?: undefined; failure: MediaMeaning };

/** Reads files: by the language model where there is one, and offline when there is none or it has no answer. */
export class MediaUnderstanding implements OnModuleDestroy {
  readonly #logger = new Logger(MediaUnderstanding.name);
  readonly #pictures = new PictureText();

  constructor(private readonly model?: FileModel) {}

  /** Whether it would be in vain to ask the language model now. */
  get isModelAway(): boolean {
    return this.model?.isAway ?? false;
  }

  /** @param signal ends the wait for the language model, and for what is read offline */
  async read(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    if (facts.bytes > mostBytes) return { problem: 'too_big', limitBytes: mostBytes };
    switch (facts.kind) {
      case 'audio':
        return this.#hear(facts, signal);
      case 'image':
        return this.#see(facts, signal);
      case 'document':
        return this.#readDocument(facts, signal);
      default:
        return { problem: 'not_understood_yet' };
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#pictures.close();
  }

  async #hear(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    const bytes = await readFile(facts.path);
    const samples = await decodeVoice(bytes, signal);
    if (samples === 'too_long') return { problem: 'too_long' };
    if (samples && (await isSilent(samples))) return { problem: 'nothing_heard' };
    const { answer: heard, failure } = await this.#ask(facts, bytes, signal, (model, file) =>
      model.transcribe(file, signal),
    );
    if (heard) {
      const { speech, transcript: text, confidence, language } = heard;
      return speech ? { text, reading: { heard: { confidence, language } } } : { problem: 'nothing_heard' };
    }
    if (!samples || !canHearLocally()) return failure;
    const text = await this.#hearLocally(samples, `${facts.path}.raw`, signal);
    if (text) return { text, reading: { heard: { confidence: localConfidence } } };
    return this.model || text === undefined ? failure : { problem: 'nothing_heard' };
  }

  async #hearLocally(samples: Int16Array, path: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      return await hearLocally(samples, path, signal);
    } catch (error) {
      this.#logger.warn({ message: 'not heard offline', reason: String(error) });
      return undefined;
    }
  }

  async #see(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    const { answer, failure } = await this.#ask(facts, await readFile(facts.path), signal, (model, file) =>
      model.describe(file, signal),
    );
    if (answer) return readingOfAnswer(answer);
    return this.#readOffline(await this.#pictures.read(facts.path), facts, failure);
  }

  async #readDocument(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    const { path, mimeType = '', filename = '' } = facts;
    if (mimeType === calendarType || /\.ics$/i.test(filename)) {
      // Nothing reads it better than its own format.
      const reading = await calendarReading(await wholeText(path), facts.timezone, signal);
      return reading ? { reading } : { problem: 'nothing_read' };
    }
    const isPdf = mimeType === 'application/pdf';
    if (!isPdf && !mimeType.startsWith('text/')) return { problem: 'not_understood_yet' };
    const bytes = isPdf ? await readFile(path) : Buffer.from(await plainText(path));
    const { answer, failure } = await this.#ask(facts, bytes, signal, (model, file) =>
      model.readDocument(file, signal),
    );
    if (answer) return readingOfAnswer(answer);
    return this.#readOffline(isPdf ? await pdfText(path, signal) : bytes.toString(), facts, failure);
  }

  /** A model sees more than text: where there is one, a file without text is not called empty before it has looked. */
  #readOffline(text: string | undefined, facts: MediaFacts, failure: MediaMeaning): MediaMeaning {
    if (text) return readingOfText(text, facts);
    return this.model || text === undefined ? failure : { problem: 'nothing_read' };
  }

  async #ask<T>(
    facts: MediaFacts,
    bytes: Uint8Array,
    signal: AbortSignal,
    call: (model: FileModel, file: SentPage) => Promise<T>,
  ): Promise<Asked<T>> {
    if (!this.model) return { failure: { problem: 'needs_model' } };
    if (bytes.length === 0) return { failure: { problem: 'nothing_read' } };
    if (bytes.length > mostInlineBytes)
      return { failure: { problem: 'too_big', limitBytes: mostInlineBytes } };
    const { caption, saidAt: reference, timezone, person } = facts;
    const mimeType = modelType(facts);
    try {
      return { answer: await call(this.model, { bytes, mimeType, caption, reference, timezone, person }) };
    } catch (error) {
      const problem = problemOf(error, facts.kind, signal);
      // Its message may quote what is in the file.
      this.#logger.warn({ message: 'file read offline', kind: facts.kind, problem, reason: nameOf(error) });
      return { failure: { problem } };
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
