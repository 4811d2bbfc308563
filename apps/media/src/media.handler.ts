import { Inject, Injectable, Logger } from '@nestjs/common';

import { Sealer } from '#platform';
import {
  DelayJobError,
  type Handler,
  type InboundPayload,
  InjectProducer,
  intentQueue,
  type MediaOutcome,
  mediaQueue,
  PermanentJobError,
  QueueProducer,
} from '#queues';
import { MediaUnderstanding, timezoneOf } from '#understanding';
import { ForeignHostError, MediaClient, MediaError, mediaKindOf, mediaLimitBytes } from '#whatsapp';

import { checkedType } from './checked-type.ts';
import { MEDIA_CONFIG, type MediaConfig } from './media.config.ts';
import { TemporaryDisk } from './temporary-disk.ts';

/** Between two attempts to read a file while the language model is away. */
const readLaterPauseMs = 5 * 60_000;
/** WhatsApp keeps the file longer; nobody waits longer for an answer. */
const longestWaitMs = 24 * 3_600_000;

const ageOf = ({ receivedAt = 0 }: InboundPayload): number => Date.now() - receivedAt;

/** Below this the answer is still worth waiting for. */
const readingLimitMs = 30_000;

// Consumes the media queue: turns one message's file into words, or a reason why not, and enqueues the result for
// intent.
@Injectable()
export class MediaHandler implements Handler<InboundPayload> {
  readonly #logger = new Logger(MediaHandler.name);

  constructor(
    private readonly client: MediaClient,
    private readonly disk: TemporaryDisk,
    private readonly understanding: MediaUnderstanding,
    private readonly sealer: Sealer,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
    @InjectProducer(intentQueue) private readonly intent: QueueProducer<InboundPayload>,
    @InjectProducer(mediaQueue) private readonly media: QueueProducer<InboundPayload>,
  ) {}

  async handle(payload: InboundPayload): Promise<void> {
    const waitMs = payload.readLaterFor ? readLaterPauseMs - ageOf(payload) : 0;
    if (waitMs > 0) throw new DelayJobError(waitMs, 'the language model had no answer just now');
    const outcome = await this.#outcome(payload);
    if (outcome.problem === 'model_away') await this.#readLater(payload);
    await this.#handOn(payload, outcome);
  }

  /** The person is told, and later messages stop waiting for this one. */
  async onExhausted(payload: InboundPayload): Promise<void> {
    await this.#handOn(payload, { problem: 'unreachable' });
  }

  /**
   * The person is told at once that it takes longer. What the file says comes as a message of its own, since the one that brought it is
   * answered by then.
   */
  async #readLater(payload: InboundPayload): Promise<void> {
    if (payload.readLaterFor !== undefined) {
      if (ageOf(payload) < longestWaitMs)
        throw new DelayJobError(readLaterPauseMs, 'the language model is away');
      return;
    }
    const wamid = `${payload.wamid}#later`;
    const messageKey = this.sealer.blindIndex('wamid', wamid);
    await this.media.enqueue({
      ...payload,
      wamid,
      messageKey,
      after: undefined,
      readLaterFor: payload.wamid,
    });
  }

  async #handOn(payload: InboundPayload, mediaOutcome: MediaOutcome): Promise<void> {
    await this.intent.enqueue({ ...payload, awaitsMedia: undefined, mediaOutcome });
  }

  async #outcome(payload: InboundPayload): Promise<MediaOutcome> {
    try {
      return await this.#understand(payload);
    } catch (error) {
      if (error instanceof ForeignHostError) throw new PermanentJobError(error.message, { cause: error });
      if (!(error instanceof MediaError)) throw error;
      const { message: reason, problem, limitBytes } = error;
      this.#logger.log({ message: 'file not usable', messageKey: payload.messageKey, problem, reason });
      return { problem, limitBytes };
    }
  }

  #personOf({ bsuid, phone }: InboundPayload['from']): string | undefined {
    if (bsuid) return this.sealer.blindIndex('bsuid', bsuid);
    return phone && this.sealer.blindIndex('phone', phone);
  }

  #understand({ kind: said, media, text: caption, sentAt, from }: InboundPayload): Promise<MediaOutcome> {
    if (!media) throw new PermanentJobError('a message without a file came to the media step');
    const kind = mediaKindOf(said);
    return this.disk.withOne(async (path) => {
      const bytes = await this.client.fetch(media, { path, limitBytes: mediaLimitBytes(kind) });
      const mimeType = await checkedType(path, kind, media.mimeType);
      const facts = {
        kind,
        path,
        bytes,
        mimeType,
        caption,
        filename: media.filename,
        saidAt: new Date(sentAt * 1_000),
        timezone: this.config.defaultTimezone ?? timezoneOf(from).timezone,
        person: this.#personOf(from),
      };
      return this.understanding.read(facts, AbortSignal.timeout(readingLimitMs));
    });
  }
}
