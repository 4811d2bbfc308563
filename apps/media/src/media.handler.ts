import { Inject, Injectable, Logger } from '@nestjs/common';

import { correlationIdOf, Sealer } from '#platform';
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
  type TypingPayload,
  typingQueue,
  whileTyping,
} from '#queues';
import { dayFirstOf, MediaUnderstanding, timezoneOf } from '#understanding';
import {
  ForeignHostError,
  GraphError,
  MediaClient,
  MediaError,
  mediaKindOf,
  mediaLimitBytes,
} from '#whatsapp';

import { Admission } from './admission.ts';
import { checkedType } from './checked-type.ts';
import { MEDIA_CONFIG, type MediaConfig } from './media.config.ts';
import { withPicture } from './picture-reference.ts';
import { canWait, fetchPauseMs, firstWaitMs, isSoon, readLaterPauseMs, unsure } from './read-later.ts';
import { TemporaryDisk } from './temporary-disk.ts';

/** For reading one file; then it is answered without the language model. */
const readingLimitMs = 30_000;
const noFileYet = 'WhatsApp does not give the file yet';

/** `pauseMs`: before another one may help, where it may. */
interface Attempt {
  outcome: MediaOutcome;
  pauseMs?: number;
}
const modelAway: Attempt = { outcome: { problem: 'model_away' }, pauseMs: readLaterPauseMs };

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
    private readonly admission: Admission,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
    @InjectProducer(intentQueue) private readonly intent: QueueProducer<InboundPayload>,
    @InjectProducer(mediaQueue) private readonly media: QueueProducer<InboundPayload>,
    @InjectProducer(typingQueue) private readonly typing: QueueProducer<TypingPayload>,
  ) {}

  async handle(payload: InboundPayload): Promise<void> {
    // Nothing of a stranger is read: intent tells them. What was erased, intent drops.
    if (!(await this.admission.admits(payload)))
      return this.#handOn({ ...payload, text: payload.text ?? payload.caption }, { problem: 'needs_model' });
    if (payload.readLaterFor !== undefined) return this.#handleLater(payload);
    const { outcome, pauseMs } = await whileTyping(this.typing, payload.messageKey, () =>
      this.#attempt(payload),
    );
    if (pauseMs === undefined) return this.#handOn(payload, outcome);
    if (outcome.problem === 'whatsapp_away' && isSoon(payload, pauseMs))
      throw new DelayJobError(pauseMs, noFileYet);
    if (!canWait(payload, pauseMs)) return this.#handOn(payload, { ...outcome, problem: 'given_up' });
    await this.#readLater(payload, pauseMs);
    await this.#handOn(payload, outcome);
  }

  /** The person is told, and later messages stop waiting for this one. */
  async onExhausted(payload: InboundPayload): Promise<void> {
    await this.#handOn(payload, { problem: 'unreachable' });
  }

  async #handleLater(payload: InboundPayload): Promise<void> {
    const waitMs = firstWaitMs(payload);
    if (waitMs > 0) throw new DelayJobError(waitMs, 'its file could not be read just now');
    // Asked before the download: many such files must not take up the places of those that can be read.
    const { outcome, pauseMs } = this.understanding.isModelAway ? modelAway : await this.#attempt(payload);
    if (pauseMs === undefined) return this.#handOn(payload, outcome);
    if (!canWait(payload, pauseMs)) return this.#handOn(payload, { problem: 'given_up' });
    throw new DelayJobError(
      pauseMs,
      outcome.problem === 'model_away' ? 'the language model is away' : noFileYet,
    );
  }

  /**
   * The person is told at once that it takes longer. What the file says comes as a message of its own, since the one that brought it is
   * answered by then; so is its caption, which must not be acted on twice.
   */
  async #readLater({ text: caption, ...payload }: InboundPayload, pauseMs: number): Promise<void> {
    const wamid = `${payload.wamid}#later`;
    const messageKey = this.sealer.blindIndex('wamid', wamid);
    await this.media.enqueue({
      ...payload,
      wamid,
      messageKey,
      after: undefined,
      caption,
      readLaterFor: payload.wamid,
      notBefore: Date.now() + pauseMs,
    });
    this.#logger.log({
      message: 'file to be read later, as a message of its own',
      later: correlationIdOf(messageKey),
    });
  }

  async #handOn(payload: InboundPayload, mediaOutcome: MediaOutcome): Promise<void> {
    const message = { ...payload, awaitsMedia: undefined, caption: undefined, notBefore: undefined };
    // Intent treats both alike, and one of the version before knows only the first.
    const problem = mediaOutcome.problem === 'whatsapp_away' ? 'model_away' : mediaOutcome.problem;
    await this.intent.enqueue({ ...message, mediaOutcome: { ...mediaOutcome, problem } });
  }

  async #attempt(payload: InboundPayload): Promise<Attempt> {
    const { outcome, ...attempt } = await this.#tryToRead(payload);
    return { ...attempt, outcome: withPicture(payload, outcome) };
  }

  async #tryToRead(payload: InboundPayload): Promise<Attempt> {
    try {
      const outcome = await this.#understand(payload);
      return outcome.problem === 'model_away' ? modelAway : { outcome };
    } catch (error) {
      if (error instanceof GraphError) return this.#notGiven(payload, error);
      if (error instanceof ForeignHostError) throw new PermanentJobError(error.message, { cause: error });
      if (!(error instanceof MediaError)) throw error;
      const { message: reason, problem, limitBytes } = error;
      this.#logger.log({ message: 'file not usable', problem, reason });
      return { outcome: { problem, limitBytes } };
    }
  }

  /** What is final by the table of errors does not come here: it makes the file unusable. */
  #notGiven(payload: InboundPayload, error: GraphError): Attempt {
    const { message: reason, reaction } = error;
    const level = reaction.kind === 'operator' ? 'error' : 'warn';
    this.#logger[level]({ message: 'WhatsApp does not give the file', reason });
    return { outcome: { problem: 'whatsapp_away' }, pauseMs: fetchPauseMs(payload, error) };
  }

  #personOf({ bsuid, phone }: InboundPayload['from']): string | undefined {
    if (bsuid) return this.sealer.blindIndex('bsuid', bsuid);
    return phone && this.sealer.blindIndex('phone', phone);
  }

  #understand(payload: InboundPayload): Promise<MediaOutcome> {
    const { kind: said, media, text, caption = text, sentAt, from, readLaterFor } = payload;
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
        dayFirst: dayFirstOf(from),
        person: this.#personOf(from),
      };
      const meaning = await this.understanding.read(facts, AbortSignal.timeout(readingLimitMs));
      return readLaterFor === undefined ? meaning : unsure(meaning);
    });
  }
}
