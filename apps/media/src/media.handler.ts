import { Injectable, Logger } from '@nestjs/common';

import {
  type Handler,
  type InboundPayload,
  InjectProducer,
  intentQueue,
  type MediaOutcome,
  PermanentJobError,
  QueueProducer,
} from '#queues';
import { understandMedia } from '#understanding';
import { ForeignHostError, MediaClient, MediaError, mediaKindOf, mediaLimitBytes } from '#whatsapp';

import { checkedType } from './checked-type.ts';
import { TemporaryDisk } from './temporary-disk.ts';

// Consumes the media queue: turns one message's file into words, or a reason why not, and enqueues the result for
// intent.
@Injectable()
export class MediaHandler implements Handler<InboundPayload> {
  readonly #logger = new Logger(MediaHandler.name);

  constructor(
    private readonly client: MediaClient,
    private readonly disk: TemporaryDisk,
    @InjectProducer(intentQueue) private readonly intent: QueueProducer<InboundPayload>,
  ) {}

  async handle(payload: InboundPayload): Promise<void> {
    await this.#handOn(payload, await this.#outcome(payload));
  }

  /** The person is told, and later messages stop waiting for this one. */
  async onExhausted(payload: InboundPayload): Promise<void> {
    await this.#handOn(payload, { problem: 'unreachable' });
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

  #understand({ kind: said, media, text: caption }: InboundPayload): Promise<MediaOutcome> {
    if (!media) throw new PermanentJobError('a message without a file came to the media step');
    const kind = mediaKindOf(said);
    return this.disk.withOne(async (path) => {
      const bytes = await this.client.fetch(media, { path, limitBytes: mediaLimitBytes(kind) });
      const mimeType = await checkedType(path, kind, media.mimeType);
      return understandMedia({ kind, path, bytes, mimeType, filename: media.filename, caption });
    });
  }
}
