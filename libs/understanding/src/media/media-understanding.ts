import { readFile } from 'node:fs/promises';

import { Logger, type OnModuleDestroy } from '@nestjs/common';

import type { Reading } from '../reading.ts';
import { calendarEvents } from './calendar-file.ts';
import { decodeVoice } from './decode-voice.ts';
import { pdfText, plainText } from './document-text.ts';
import { eventsInText } from './events-in-text.ts';
import type { FileMeaning, FileModel, SentPage } from './file-model.ts';
import { canHearLocally, hearLocally } from './local-speech.ts';
import type { MediaFacts, MediaMeaning } from './media-facts.ts';
import { PictureText } from './picture-text.ts';
import { isSilent } from './silence.ts';

/** What the offline engine hears is always asked about. */
const localConfidence = 0.3;
const longestQuote = 300;
/** The whole file is in memory while it is read; only documents can be larger on WhatsApp. */
const mostBytes = 16 * 1_024 * 1_024;
const calendarType = 'text/calendar';

/** Reads files: by the language model where there is one, and offline when there is none or it has no answer. */
export class MediaUnderstanding implements OnModuleDestroy {
  readonly #logger = new Logger(MediaUnderstanding.name);
  readonly #pictures = new PictureText();

  constructor(private readonly model?: FileModel) {}

  /** @param signal ends the wait for the language model, and for what is heard offline */
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

  get #modelMissing(): 'model_away' | 'needs_model' {
    return this.model ? 'model_away' : 'needs_model';
  }

  async onModuleDestroy(): Promise<void> {
    await this.#pictures.close();
  }

  async #hear(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    const bytes = await readFile(facts.path);
    const samples = await decodeVoice(bytes);
    if (samples && isSilent(samples)) return { problem: 'nothing_heard' };
    const heard = await this.#ask(facts, (model, { mimeType, person }) =>
      model.transcribe({ bytes, mimeType, person }, signal),
    );
    if (heard) {
      const { speech, transcript: text, confidence, language } = heard;
      return speech ? { text, reading: { heard: { confidence, language } } } : { problem: 'nothing_heard' };
    }
    if (!samples || !canHearLocally()) return { problem: this.#modelMissing };
    const text = await this.#hearLocally(samples, `${facts.path}.raw`, signal);
    if (text === undefined) return { problem: this.#modelMissing };
    return text
      ? { text, reading: { heard: { confidence: localConfidence } } }
      : { problem: 'nothing_heard' };
  }

  async #hearLocally(samples: Float32Array, path: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      return await hearLocally(samples, path, signal);
    } catch (error) {
      this.#logger.warn({ message: 'not heard offline', reason: String(error) });
      return undefined;
    }
  }

  async #see(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    const seen = await this.#ask(facts, async (model, file) =>
      model.describe({ ...file, bytes: await readFile(facts.path) }, signal),
    );
    if (seen) return meaningOf(seen, facts);
    const text = await this.#pictures.read(facts.path);
    return text === undefined ? { problem: this.#modelMissing } : meaningOfText(text, facts);
  }

  async #readDocument(facts: MediaFacts, signal: AbortSignal): Promise<MediaMeaning> {
    const { path, mimeType = '', filename = '' } = facts;
    if (mimeType === calendarType || /\.ics$/i.test(filename)) {
      const actions = calendarEvents(await plainText(path), facts.timezone);
      // Nothing reads it better than its own format.
      if (actions?.length) return { reading: { actions } };
      return { problem: 'nothing_read' };
    }
    const isPdf = mimeType === 'application/pdf';
    if (!isPdf && !mimeType.startsWith('text/')) return { problem: 'not_understood_yet' };
    const read = await this.#ask(facts, async (model, file) =>
      model.readDocument({ ...file, bytes: await readFile(path) }, signal),
    );
    if (read) return meaningOf(read, facts);
    return meaningOfText(isPdf ? await pdfText(path) : await plainText(path), facts);
  }

  /** Undefined when there is no model, or it has no answer. */
  async #ask<T>(
    facts: MediaFacts,
    call: (model: FileModel, file: Omit<SentPage, 'bytes'>) => Promise<T>,
  ): Promise<T | undefined> {
    if (!this.model) return undefined;
    const { mimeType = 'application/octet-stream', caption, saidAt: reference, timezone, person } = facts;
    try {
      return await call(this.model, { mimeType, caption, reference, timezone, person });
    } catch (error) {
      // Its message may quote what is in the file.
      this.#logger.warn({ message: 'file read offline', kind: facts.kind, reason: nameOf(error) });
      return undefined;
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

function meaningOf(
  { answer, meaning, textInFile, confidence }: FileMeaning,
  { caption }: MediaFacts,
): MediaMeaning {
  const actions = meaning?.actions.map((action) => ({
    ...action,
    confidence: Math.min(action.confidence, confidence),
  }));
  const summary = answer ?? (textInFile ? quoted(textInFile) : undefined);
  if (!summary && !actions) return { problem: 'nothing_read' };
  const reading: Reading = { summary, actions, ...(caption && actions && { isAsked: true }) };
  return { reading };
}

function meaningOfText(text: string, { saidAt, timezone }: MediaFacts): MediaMeaning {
  if (!text) return { problem: 'nothing_read' };
  const actions = eventsInText(text, saidAt, timezone);
  return { reading: { summary: quoted(text), ...(actions.length > 0 && { actions }) } };
}

function quoted(text: string): string {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  return `It says: “${words.length > longestQuote ? `${words.slice(0, longestQuote - 1)}…` : words}”`;
}
