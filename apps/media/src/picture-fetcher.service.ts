import { readFile } from 'node:fs/promises';

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { NotePictureStore, type WaitingPicture } from '#data';
import { counter } from '#platform';
import { ForeignHostError, GraphError, MediaClient, MediaError, mediaLimitBytes } from '#whatsapp';

import { checkedType } from './checked-type.ts';
import { TemporaryDisk } from './temporary-disk.ts';

/** Beside the files that are read. */
const atOnce = 5;
const pauseMs = { least: 5_000, most: 3_600_000 };

const fetched = counter('note_pictures_total', 'Pictures of notes by what became of them', ['outcome']);
for (const outcome of ['kept', 'lost']) fetched.inc({ outcome }, 0);

/** Fetches the pictures that people asked to keep with a note. Whatever is cut off here is done again. */
@Injectable()
export class PictureFetcher implements OnModuleDestroy {
  readonly #logger = new Logger(PictureFetcher.name);
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly pictures: NotePictureStore,
    private readonly client: MediaClient,
    private readonly disk: TemporaryDisk,
  ) {}

  /** Begins with what is due, as far as there are places for it: a slow one holds up no other. */
  async fetchDue(): Promise<void> {
    const places = atOnce - this.#running.size;
    if (places <= 0) return;
    for (const picture of await this.pictures.claim(places)) {
      const run = this.#fetch(picture).finally(() => this.#running.delete(run));
      this.#running.add(run);
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Does not reject: what fails here for another reason than WhatsApp's word is due again once its claim has run out. */
  async #fetch(picture: WaitingPicture): Promise<void> {
    const { id } = picture;
    try {
      await this.#keep(picture).catch((error: unknown) => this.#notGiven(picture, error));
    } catch (error) {
      this.#logger.error({ message: 'picture of a note not fetched', id, reason: String(error) });
    }
  }

  async #keep({ id, open }: WaitingPicture): Promise<void> {
    const media = open();
    if (!media) return this.#giveUp(id, 'it can not be read any more where WhatsApp has it');
    const limitBytes = mediaLimitBytes('image');
    await this.disk.withOne(async (path) => {
      await this.client.fetch(media, { path, limitBytes });
      const mimeType = await checkedType(path, 'image', media.mimeType);
      if (mimeType && (await this.pictures.keep(id, await readFile(path), mimeType))) {
        fetched.inc({ outcome: 'kept' });
      }
    });
  }

  async #notGiven({ id, ageMs }: WaitingPicture, error: unknown): Promise<void> {
    if (error instanceof MediaError || error instanceof ForeignHostError) {
      return this.#giveUp(id, error.message);
    }
    if (!(error instanceof GraphError)) throw error;
    const { message: reason, reaction } = error;
    const leastMs = 'firstPauseMs' in reaction ? reaction.firstPauseMs : pauseMs.least;
    // The older it is, the later it is tried again.
    const waitMs = Math.max(leastMs, Math.min(Math.max(ageMs, pauseMs.least), pauseMs.most));
    if (!(await this.pictures.retryIn(id, waitMs))) return this.#lost(id, reason);
    this.#logger.warn({ message: 'WhatsApp does not give the picture of a note', id, reason });
  }

  async #giveUp(id: string, reason: string): Promise<void> {
    if (await this.pictures.giveUp(id)) this.#lost(id, reason);
  }

  #lost(id: string, reason: string): void {
    fetched.inc({ outcome: 'lost' });
    this.#logger.warn({ message: 'picture of a note given up', id, reason });
  }
}
