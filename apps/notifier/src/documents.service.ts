import { Injectable } from '@nestjs/common';

import {
  DocumentStore,
  type DocumentToMake,
  NotePictureStore,
  type OutboundDocument,
  OwnCalendarStore,
  OwnDataStore,
} from '#data';
import { DelayJobError, PermanentJobError } from '#queues';
import { replies } from '#replies';
import { calendarFile } from '#understanding/calendar';
import { GraphClient, GraphError, MessageLimitError } from '#whatsapp';

/** Meta documents no other type that a calendar or JSON file could have; phones go by the extension of its name. */
const plainText = 'text/plain';
const mostAgeMs = 24 * 3_600_000;
/** The older a message is, the later its file is tried again. */
const pauseMs = (ageMs: number): number => Math.min(Math.max(ageMs, 2_000), 10 * 60_000);

interface MadeFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** MIME type. */
  type: string;
}

/** The files that messages bring: made from the database at the last moment, and uploaded before their message counts as being sent. */
@Injectable()
export class Documents {
  constructor(
    private readonly store: DocumentStore,
    private readonly calendar: OwnCalendarStore,
    private readonly data: OwnDataStore,
    private readonly pictures: NotePictureStore,
    private readonly graph: GraphClient,
  ) {}

  /**
   * Whatever goes wrong here, nothing has reached anybody, so it is tried again.
   *
   * @returns whether there was a file to upload: its message can be sent now
   */
  async prepare(outboundId: string): Promise<boolean> {
    const wanted = await this.store.begin(outboundId);
    if (!wanted) return false;
    const file = await this.#fileOf(wanted);
    if (!file) throw new PermanentJobError('there is nothing left to put into its file');
    await this.store.recordUpload(outboundId, await this.#upload(file, wanted));
    return true;
  }

  async #fileOf({ contactId, document }: DocumentToMake): Promise<MadeFile | undefined> {
    if (document.kind === 'picture') {
      const picture = await this.pictures.read(contactId, document.pictureId);
      return picture && { bytes: picture.bytes, type: picture.mimeType };
    }
    const text = await this.#textOf(contactId, document);
    return text === undefined ? undefined : { bytes: new TextEncoder().encode(text), type: plainText };
  }

  async #textOf(
    contactId: string,
    document: Exclude<OutboundDocument, { kind: 'picture' }>,
  ): Promise<string | undefined> {
    if (document.kind === 'data') {
      const data = await this.data.of(contactId);
      return data === null ? undefined : JSON.stringify(data, null, 2);
    }
    const events = await this.calendar.eventsOf(contactId, document.eventIds);
    if (events.length === 0) return undefined;
    return calendarFile(events.map(({ title = replies.lostTitle(), ...event }) => ({ ...event, title })));
  }

  async #upload({ bytes, type }: MadeFile, { document, ageMs }: DocumentToMake): Promise<string> {
    try {
      return await this.graph.upload(bytes, type, filenameOf(document));
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      const isFinal =
        error instanceof MessageLimitError || error.reaction.kind === 'permanent' || ageMs > mostAgeMs;
      if (isFinal) throw new PermanentJobError(error.message, { cause: error });
      throw new DelayJobError(pauseMs(ageMs), error.message);
    }
  }
}

const filenames = { data: 'handsfree-data.json', calendar: 'calendar.ics', picture: 'picture' };

export const filenameOf = ({ kind }: OutboundDocument): string => filenames[kind];
