import {
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  type GenerationConfig,
  type Part,
} from '@google/generative-ai';
import { z } from 'zod';

import { faultOfStatus, GeminiError } from './gemini.errors.ts';
import type { GeminiConfig } from './gemini.settings.ts';
import { responseSchemaOf } from './response-schema.ts';

/** A file for the model to look at or listen to. */
export interface InlineFile {
  bytes: Uint8Array;
  /** Without parameters: "audio/ogg". */
  mimeType: string;
}

export interface GeminiRequest<T> {
  /** What the model is to do; never contains anything from a person. */
  instructions: string;
  /** Text of ours around what a person wrote, see `dataBlock`. */
  text: string;
  file?: InlineFile;
  /** What it must answer. */
  answer: z.ZodType<T>;
}

const mostAnswerTokens = 8_192;

/** Thoughts are parts too, and no answer. */
const partSchema = z.object({ text: z.string().optional(), thought: z.boolean().optional() });
const responseSchema = z.object({
  candidates: z
    .array(
      z.object({
        content: z.object({ parts: z.array(partSchema).default([]) }).optional(),
        finishReason: z.string().optional(),
      }),
    )
    .min(1),
});

type Access = Pick<GeminiConfig, 'geminiModel' | 'geminiBaseUrl'> & { geminiApiKey: string };

/** Calls the model once. The only file that knows the SDK. */
export class GeminiClient {
  readonly #sdk: GoogleGenerativeAI;

  constructor(private readonly config: Access) {
    this.#sdk = new GoogleGenerativeAI(config.geminiApiKey);
  }

  /**
   * @returns the model's answer, of the shape that was asked for
   * @throws GeminiError; the signal's reason once that aborts
   */
  async ask<T>(request: GeminiRequest<T>, signal: AbortSignal): Promise<T> {
    // The SDK does not look whether the signal has aborted already.
    signal.throwIfAborted();
    return parsedAnswer(textOf(await this.#call(request, signal)), request.answer);
  }

  async #call(request: GeminiRequest<unknown>, signal: AbortSignal): Promise<unknown> {
    const { geminiModel, geminiBaseUrl } = this.config;
    const model = this.#sdk.getGenerativeModel(
      { model: geminiModel, systemInstruction: request.instructions },
      { baseUrl: geminiBaseUrl },
    );
    const generationConfig = {
      candidateCount: 1,
      maxOutputTokens: mostAnswerTokens,
      responseMimeType: 'application/json',
      responseSchema: responseSchemaOf(request.answer),
      // Newer than the SDK's types; it passes them on.
      thinkingConfig: { thinkingLevel: 'low' },
    } as GenerationConfig;
    const contents = [{ role: 'user', parts: partsOf(request) }];
    try {
      const { response } = await model.generateContent({ contents, generationConfig }, { signal });
      return response;
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof GoogleGenerativeAIFetchError && cause.status !== undefined) {
        throw faultOfStatus(cause.status, cause.errorDetails, cause);
      }
      // A body that ended early is cut off JSON as well.
      if (cause && typeof cause === 'object' && 'name' in cause && cause.name === 'SyntaxError') {
        throw new GeminiError('answer', 'the Gemini API answered no JSON', { cause });
      }
      throw new GeminiError('unavailable', 'the connection to the Gemini API failed', { cause });
    }
  }
}

function partsOf({ text, file }: GeminiRequest<unknown>): Part[] {
  if (!file) return [{ text }];
  const data = Buffer.from(file.bytes).toString('base64');
  return [{ inlineData: { mimeType: file.mimeType, data } }, { text }];
}

function textOf(response: unknown): string {
  const [candidate] = responseSchema.safeParse(response).data?.candidates ?? [];
  if (!candidate) throw new GeminiError('answer', 'the model gave no answer');
  const { finishReason, content } = candidate;
  if (finishReason !== 'STOP') {
    throw new GeminiError('answer', `the model stopped early (${finishReason ?? 'no reason'})`);
  }
  return (content?.parts ?? []).map(({ text, thought }) => (thought ? '' : (text ?? ''))).join('');
}

function parsedAnswer<T>(text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    // Models fill what they leave out with null or "".
    json = JSON.parse(text, (_, value: unknown) => (value === null || value === '' ? undefined : value));
  } catch (cause) {
    throw new GeminiError('answer', 'the model did not answer JSON', { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
  throw new GeminiError('answer', `the model's answer has the wrong shape: ${paths.join(', ')}`);
}
