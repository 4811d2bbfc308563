import { ConflictException, Injectable } from '@nestjs/common';
import { filter } from 'rxjs';

import { Clock } from '../clock.ts';
import { Chats } from '../phone/chats.ts';
import { wordsOf } from '../phone/content.ts';
import { Conversations } from '../phone/conversations.ts';
import { Inbound } from '../phone/inbound.ts';
import { Played } from '../phone/played.ts';
import { compare, type Replay, type Session, type SessionAct, type SessionAnswer } from './session.ts';

/** How much longer than then an answer may take. */
const patienceMs = 20_000;
/** How long there may come one too many. */
const oneTooManyWithinMs = 500;

/**
 * Does again what people did in a session and sees whether the business answers the same, in type and words. An act waits until the
 * business has answered as often as then; what it refers to, by wamid, is what stands in the same place now.
 */
@Injectable()
export class SessionReplay {
  constructor(
    private readonly chats: Chats,
    private readonly inbound: Inbound,
    private readonly played: Played,
    private readonly conversations: Conversations,
    private readonly clock: Clock,
  ) {}

  /** @param speed 2 is twice as fast as then */
  async of(session: Session, speed: number): Promise<Replay> {
    const startedAt = this.clock.now();
    const phones = new Set([...session.acts, ...session.answers].map(({ who }) => who.phone));
    const wamids = new Map<string, string>();
    const answers: SessionAnswer[] = [];
    const listening = this.conversations.added
      .pipe(filter(({ chat, bubble }) => bubble.from === 'them' && phones.has(chat.person.phone ?? '')))
      .subscribe(({ chat: { number, person }, bubble: { wamid, content } }) => {
        const { phone = '' } = person;
        const then = nthOf(session.answers, phone, nthOf(answers, phone).length)[0];
        if (then) wamids.set(then.wamid, wamid);
        const who = { phone, number: number.id };
        const afterMs = this.clock.now() - startedAt;
        answers.push({ afterMs, who, wamid, type: content.kind, text: wordsOf(content) });
      });
    let wasReset = false;
    listening.add(this.conversations.cleared.subscribe(() => (wasReset = true)));
    const checkScene = (): void => {
      if (wasReset) throw new ConflictException('The simulator was reset during the replay.');
    };
    try {
      /** What does not come is waited for once. */
      let missing = 0;
      for (const act of session.acts) {
        await this.#wait(startedAt + act.afterMs / speed - this.clock.now());
        const due = session.answers.filter(({ afterMs }) => afterMs < act.afterMs).length;
        await this.#until(() => answers.length >= due - missing, patienceMs);
        checkScene();
        missing = Math.max(missing, due - answers.length);
        wamids.set(act.wamid, this.#do(withNew(wamids, act)));
      }
      const lastMs = Math.max(0, ...session.answers.map(({ afterMs }) => afterMs)) / speed;
      const leftMs = Math.max(0, startedAt + lastMs - this.clock.now());
      await this.#until(() => answers.length >= session.answers.length - missing, leftMs + patienceMs);
      await this.#wait(oneTooManyWithinMs);
      checkScene();
      return compare(session.answers, answers);
    } finally {
      listening.unsubscribe();
    }
  }

  /** @returns the wamid of what was done, or of what it was done to */
  #do({ who, wamid, message, file, quotes, forwarded }: SessionAct): string {
    const chat = this.chats.of(who);
    if (file) {
      const { base64, voice = false, ...about } = file;
      const attachment = { ...about, voice, bytes: Buffer.from(base64, 'base64') };
      return this.inbound.attach(chat, attachment, { quotes, forwarded }).wamid;
    }
    if (message) return this.inbound.send(chat, message, { quotes, forwarded });
    this.played.report(chat, wamid);
    return wamid;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(Math.max(0, ms), resolve));
  }

  /** Also ends when the time is over. */
  async #until(holds: () => boolean, limitMs: number): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const listening = this.conversations.added.subscribe(() => holds() && end());
      const end = (): void => {
        listening.unsubscribe();
        resolve();
      };
      this.clock.after(limitMs, end);
    });
  }
}

/** The answers to one person from the n-th on. */
function nthOf(answers: readonly SessionAnswer[], phone: string, n = 0): SessionAnswer[] {
  return answers.filter(({ who }) => who.phone === phone).slice(n);
}

function withNew(wamids: ReadonlyMap<string, string>, act: SessionAct): SessionAct {
  let text = JSON.stringify(act);
  for (const [then, now] of wamids) text = text.replaceAll(then, now);
  return JSON.parse(text) as SessionAct;
}
