import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ContactStore, type Transaction } from '#data';
import { replies } from '#replies';
import { type Intent, type Meaning, understandOffline } from '#understanding';

import { Assistant, type Outcome } from './assistant.service.ts';
import { openQuestion, type Question } from './question.ts';

/** Something that a person said, with what has to be known to act on it. */
export interface Utterance {
  contactId: string;
  words: string;
  saidAt: Date;
  now: Date;
  /** IANA name. */
  timezone: string;
  /** False when the zone is only the likeliest one of the person's country. */
  certain: boolean;
  /** What we asked before, as it is kept with the contact. */
  question?: string;
}

export interface Answer {
  intent: Intent;
  reply: string;
}

/** WhatsApp redelivers for days: beyond this age the answer says that the message came late. */
const lateAfterMs = 10 * 60_000;
/** What these mean depends on how the list looked when they were said. */
const askedFirstWhenLate = new Set<Intent>(['complete_task']);

/** Follows a conversation: what was asked before, what is still missing, and what came too late to be done unasked. */
@Injectable()
export class Dialogue {
  constructor(
    private readonly assistant: Assistant,
    private readonly contacts: ContactStore,
  ) {}

  async answer(tx: Transaction, utterance: Utterance): Promise<Answer> {
    const { intent, reply, asks } = await this.#decide(tx, utterance);
    if (asks || utterance.question !== undefined) {
      await this.contacts.ask(tx, utterance.contactId, asks ? JSON.stringify(asks) : null);
    }
    return {
      intent,
      reply: isLate(utterance) ? replies.late(utterance.words, ago(utterance), reply) : reply,
    };
  }

  async #decide(tx: Transaction, said: Utterance): Promise<Answer & { asks?: Question }> {
    const question = openQuestion(said.question, said.saidAt);
    const meaning = understand(said);
    if (question?.kind === 'confirm' && meaning.intent === 'confirm') {
      const earlier = { ...said, words: question.words, saidAt: new Date(question.saidAt) };
      return this.#act(tx, earlier, understand(earlier));
    }
    if (question?.kind === 'confirm' && meaning.intent === 'deny') {
      return { intent: 'deny', reply: replies.leftAsItWas() };
    }
    if (question?.kind === 'unfinished' && meaning.intent === 'out_of_scope') {
      const whole = { ...said, words: `${question.words} ${said.words}` };
      const wish = understand({ ...said, words: question.words }).intent;
      const completed = understand(whole);
      if (completed.intent === wish) return this.#act(tx, whole, completed);
    }
    if (isLate(said) && askedFirstWhenLate.has(meaning.intent)) return this.#askFirst(tx, said, meaning);
    return this.#act(tx, said, meaning);
  }

  async #act(tx: Transaction, said: Utterance, meaning: Meaning): Promise<Answer & { asks?: Question }> {
    // What was held up for a moment only is done as if it had come in time.
    const now = isLate(said) ? said.now : said.saidAt;
    const { reply, unfinished }: Outcome = await this.assistant.act(tx, { ...said, now, meaning });
    return {
      intent: meaning.intent,
      reply,
      ...(unfinished && {
        asks: { kind: 'unfinished', words: said.words, askedAt: said.saidAt.getTime() } as const,
      }),
    };
  }

  async #askFirst(tx: Transaction, said: Utterance, meaning: Meaning): Promise<Answer & { asks?: Question }> {
    const task = await this.assistant.taskMeant(tx, said.contactId, meaning);
    if (!task) return this.#act(tx, said, meaning);
    const { words, saidAt, now } = said;
    return {
      intent: meaning.intent,
      reply: replies.completeLate(task),
      asks: { kind: 'confirm', words, saidAt: saidAt.getTime(), askedAt: now.getTime() },
    };
  }
}

const understand = ({ words, saidAt, timezone }: Utterance): Meaning =>
  understandOffline({ text: words, reference: saidAt, timezone });

const isLate = ({ saidAt, now }: Utterance): boolean => now.getTime() - saidAt.getTime() > lateAfterMs;

/** "2 days ago" */
const ago = ({ saidAt, now }: Utterance): string =>
  DateTime.fromJSDate(saidAt)
    .setLocale('en')
    .toRelative({ base: DateTime.fromJSDate(now) }) ?? 'earlier';
