import { readFile } from 'node:fs/promises';

import { Logger, type OnModuleDestroy } from '@nestjs/common';

import { askModel } from './ask-model.ts';
import { calendarReading } from './calendar-file.ts';
import { contactCards, isCardFile } from './contact-cards.ts';
import { decodeVoice } from './decode-voice.ts';
import { pdfText, plainText, wholeText } from './document-text.ts';
import type { FileModel } from './file-model.ts';
import { readingOfAnswer, readingOfText } from './file-reading.ts';
import { canHearLocally, hearLocally } from './local-speech.ts';
import type { MediaFacts, MediaMeaning } from './media-facts.ts';
import { PictureText } from './picture-text.ts';
import { isSilent } from './silence.ts';

/** What the offline engine hears is always asked about. */
const localConfidence = 0.3;
/**
 * The whole file is in memory while it is read, and as base64 in the request to the model, which may have 100 MB. Only documents can be
 * larger on WhatsApp.
 */
const mostBytes = 16 * 1_024 * 1_024;
/** Words that people say to an assistant, to help with their spelling. */
const hints = ['remind me', 'shopping list', 'to-do list', 'calendar', 'appointment', 'snooze', "o'clock"];
const calendarType = 'text/calendar';

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

  onModuleDestroy(): Promise<void> {
    return this.#pictures.close();
  }

  async #hear(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    const bytes = await readFile(facts.path);
    const samples = await decodeVoice(bytes, signal);
    if (samples === 'too_long') return { problem: 'too_long' };
    if (samples && (await isSilent(samples))) return { problem: 'nothing_heard' };
    const { answer: heard, failure } = await askModel(this.model, facts, bytes, signal, (model, file) =>
      model.transcribe({ ...file, hints }, signal),
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
    const { answer, failure } = await askModel(
      this.model,
      facts,
      await readFile(facts.path),
      signal,
      (model, file) => model.describe(file, signal),
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
    if (isCardFile(mimeType, filename)) {
      const reading = contactCards(await wholeText(path));
      return reading ? { reading } : { problem: 'nothing_read' };
    }
    const isPdf = mimeType === 'application/pdf';
    if (!isPdf && !mimeType.startsWith('text/')) return { problem: 'not_understood_yet' };
    const bytes = isPdf ? await readFile(path) : Buffer.from(await plainText(path));
    const { answer, failure } = await askModel(this.model, facts, bytes, signal, (model, file) =>
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
}
