import { Injectable } from '@nestjs/common';
import { filter, type Subscription } from 'rxjs';

import type { Chat } from '../chat.ts';
import { Clock } from '../clock.ts';
import { MediaShelf } from '../media/media.shelf.ts';
import { attachmentSchema } from '../phone/attachment.ts';
import { wordsOf } from '../phone/content.ts';
import { Conversations } from '../phone/conversations.ts';
import { Inbound, type Said } from '../phone/inbound.ts';
import type { InboundMessage } from '../phone/message.schema.ts';
import { Played } from '../phone/played.ts';
import type { Session, SessionAct } from './session.ts';

/** So many are kept; the oldest go first. */
const keptSessions = 20;
/** What is done after so many acts is not recorded. */
const longestSession = 1_000;

interface Recording {
  session: Session;
  startedAt: number;
  listening: Subscription;
}

/** Records what people do on their phones and what the business answers, to be replayed. */
@Injectable()
export class Sessions {
  readonly #kept = new Map<string, Session>();
  #recording: Recording | undefined;

  constructor(
    private readonly inbound: Inbound,
    private readonly played: Played,
    private readonly conversations: Conversations,
    private readonly shelf: MediaShelf,
    private readonly clock: Clock,
  ) {}

  /** The newest last. */
  get names(): string[] {
    return [...this.#kept.keys()];
  }

  /** The name of what is being recorded. */
  get recording(): string | undefined {
    return this.#recording?.session.name;
  }

  find(name: string): Session | undefined {
    return this.#kept.get(name);
  }

  /** Ends a recording that is under way. */
  record(name: string): void {
    this.stop();
    const session: Session = { name, acts: [], answers: [] };
    const startedAt = this.clock.now();
    const noteAct = (chat: Chat, about: Omit<SessionAct, 'afterMs' | 'who'>): void => {
      if (session.acts.length < longestSession)
        session.acts.push({ ...this.#since(startedAt, chat), ...about });
    };
    const listening = this.inbound.said.subscribe(({ chat, ...said }) =>
      noteAct(chat, { ...said, file: this.#fileOf(said) }),
    );
    listening.add(this.played.heard.subscribe(({ chat, wamid }) => noteAct(chat, { wamid })));
    listening.add(
      this.conversations.added
        .pipe(filter(({ bubble }) => bubble.from === 'them'))
        .subscribe(({ chat, bubble }) => {
          if (session.answers.length >= longestSession) return;
          const { wamid, content } = bubble;
          const answer = { wamid, type: content.kind, text: wordsOf(content) };
          session.answers.push({ ...this.#since(startedAt, chat), ...answer });
        }),
    );
    this.#recording = { session, startedAt, listening };
  }

  /** Nothing when nothing is recorded. */
  stop(): Session | undefined {
    if (!this.#recording) return undefined;
    const { session, listening } = this.#recording;
    listening.unsubscribe();
    this.#recording = undefined;
    this.#kept.delete(session.name);
    this.#kept.set(session.name, session);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > keptSessions) this.#kept.delete(oldest);
    return session;
  }

  /** Nothing is kept, and nothing recorded any more. */
  reset(): void {
    this.stop();
    this.#kept.clear();
  }

  #since(startedAt: number, { number, person }: Chat): Pick<SessionAct, 'afterMs' | 'who'> {
    const { phone = '', name } = person;
    return { afterMs: this.clock.now() - startedAt, who: { phone, name, number: number.id } };
  }

  /** The bytes belong to the session: ids of files do not outlive the process. */
  #fileOf({ message }: Pick<Said, 'message'>): SessionAct['file'] {
    const about = attachmentOf(message);
    const file = about && this.shelf.find(about.id);
    if (!file) return undefined;
    const { id: _, ...attachment } = about;
    return { ...attachment, mimeType: file.mimeType, base64: file.bytes.toString('base64') };
  }
}

function attachmentOf(
  message: InboundMessage,
): (Omit<NonNullable<SessionAct['file']>, 'mimeType' | 'base64'> & { id: string }) | undefined {
  const kind = attachmentSchema.shape.kind.safeParse(message.type).data;
  const fields =
    kind && (message[kind] as { id: string; caption?: string; filename?: string; voice?: boolean });
  return (
    fields && { kind, id: fields.id, caption: fields.caption, filename: fields.filename, voice: fields.voice }
  );
}
