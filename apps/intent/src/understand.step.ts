import { Inject, Injectable } from '@nestjs/common';

import { AccessRules, type Contact, InboundStore, type Turn } from '#data';
import {
  countryOf,
  dayFirstOf,
  type Meaning,
  type Reading,
  readingSchema,
  timezoneOf,
  Understanding,
} from '#understanding';
import { currentSpeech, type Language, replies, speaking } from '#replies';
import { showWaitingAnswers } from '#whatsapp';

import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';
import { interpret } from './interpretation.ts';
import { keptWish, withCaption } from './kept-wish.ts';
import { isAwaited } from './picture-wish.ts';
import { openQuestion } from './question.ts';
import type { Said } from './said.ts';
import { understandKind } from './message-kinds.ts';
import { speechWith, toldLanguage } from './speech-with.ts';
import { strangerOf } from './stranger.ts';
import type { Understood } from './understood.ts';
import { wordlessReply } from './wordless.ts';

/** What a leased message means. Outside any transaction, since it may take seconds; writes nothing. */
@Injectable()
export class UnderstandStep {
  /** Time limit for understanding a message; its lease is longer. */
  readonly deadlineMs = { text: 5_000, file: 30_000 };
  readonly #access: AccessRules;

  constructor(
    private readonly understanding: Understanding,
    @Inject(INTENT_CONFIG) private readonly config: IntentConfig,
    private readonly inbound: InboundStore,
  ) {
    this.#access = new AccessRules(config);
  }

  /** @param stop aborts at shutdown: rejects with its reason then */
  async understand(turn: Turn, stop: AbortSignal): Promise<Understood> {
    const heard: Heard = {};
    const understood = await speaking(speechWith(turn.contact, this.understanding), () =>
      this.#understand(turn, stop, heard),
    );
    return heard.language === undefined ? understood : { ...understood, language: heard.language };
  }

  async #understand(turn: Turn, stop: AbortSignal, heard: Heard): Promise<Understood> {
    const known = strangerOf(turn, this.#access) ?? understandKind(turn, this.config.inboundPerUserPerMinute);
    if (known?.outcome === 'edited' && known.text !== undefined) {
      const file = await this.inbound.fileOf(turn.contact.id, known.target);
      // What was asked since says nothing about it; what it answered at first is answered anew.
      const question = await this.inbound.questionEndedBy(turn.contact.id, known.target);
      const edited = await this.understand(
        { ...turn, kind: 'text', ...file, question, amendment: undefined },
        stop,
      );
      return edited.outcome === 'acted' ? { ...known, wish: edited.wish, language: edited.language } : known;
    }
    if (known) return known;
    const words = turn.amendment?.text ?? turn.text;
    const reading = openReading(turn.reading);
    // What waited is sent before the answer to whatever the person does.
    if (reading?.choice === showWaitingAnswers)
      return { outcome: 'noted', reply: replies.nothingElseWaits() };
    if (reading?.place || reading?.people) {
      const kept = keptWish(turn, reading, this.#timezone(turn.contact));
      if (!turn.hasMedia || !words) return { outcome: 'acted', wish: kept };
      return withCaption(kept, await this.understand({ ...turn, reading: undefined }, stop));
    }
    if (!words && !saysSomething(turn, reading)) return { outcome: 'wordless', reply: wordlessReply(turn) };
    const limitMs = turn.hasMedia ? this.deadlineMs.file : this.deadlineMs.text;
    try {
      return await withSignal(limitMs, stop, (signal) =>
        this.#understandWords(turn, { words: words ?? '', reading }, heard, signal),
      );
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error;
      return { outcome: 'timed_out', reply: replies.error(replies.tookTooLong()) };
    }
  }

  async #understandWords(
    turn: Turn,
    read: { words: string; reading?: Reading },
    heard: Heard,
    signal: AbortSignal,
  ): Promise<Understood> {
    const said = {
      ...read,
      saidAt: turn.sentAt,
      now: new Date(),
      question: turn.question,
      language: turn.contact.language,
      answerIn: turn.contact.languageChosen ? turn.contact.language : undefined,
      person: turn.contact.id,
      quoted: turn.refersTo,
      dayFirst: turn.contact.habits?.dayFirst ?? dayFirstOf(turn.contact),
      habits: turn.contact.habits,
      history: () => turn.history(),
      isZoneAsked: turn.isZoneAsked,
      country: countryOf(turn.contact),
      ...this.#timezone(turn.contact),
    };
    const wish = await interpret(said, async (request) => {
      const meaning = await this.understanding.understand(request, signal);
      if (request.text === said.words) this.#hear(turn, said, meaning, heard);
      return meaning;
    });
    const isSaid =
      turn.mediaProblem === 'nothing_read' && wish.actions.every(({ title }) => title !== undefined);
    const isKept = wish.actions.some(({ picture }) => picture !== undefined);
    // Nothing had to be read in a picture whose caption says it all, or that is to be kept.
    if (!turn.mediaProblem || isSaid || isKept) return { outcome: 'acted', wish };
    // The caption was understood, the file was not.
    const note = wordlessReply(turn);
    return wish.actions.every(({ intent }) => intent === 'out_of_scope')
      ? { outcome: 'wordless', reply: note }
      : { outcome: 'acted', wish: { ...wish, note } };
  }

  /** From here on they are answered in the language that the message tells. */
  #hear({ contact }: Turn, { words, reading }: Said, meaning: Meaning, heard: Heard): void {
    const language = reading?.heard?.language ?? meaning.language;
    heard.language = toldLanguage(words, { ...meaning, language }, contact);
    Object.assign(currentSpeech(), speechWith(contact, this.understanding, heard.language));
  }

  #timezone(contact: Contact): { timezone: string; certain: boolean } {
    const chosen = contact.timezone ?? this.config.defaultTimezone;
    return chosen ? { timezone: chosen, certain: true } : timezoneOf(contact);
  }
}

/** What a message tells about the language of its sender. */
interface Heard {
  language?: Language;
}

/** Whether there is anything to act on in a message without words: not in a picture alone, unless it was asked for. */
function saysSomething({ question, sentAt }: Turn, reading: Reading | undefined): boolean {
  if (!reading || reading.choice !== undefined) return false;
  const isPictureAlone = reading.picture !== undefined && Object.keys(reading).length === 1;
  return !isPictureAlone || isAwaited(openQuestion(question, sentAt));
}

function openReading(kept: string | undefined): Reading | undefined {
  return kept === undefined ? undefined : readingSchema.safeParse(JSON.parse(kept)).data;
}

class DeadlineError extends Error {
  override name = 'DeadlineError';
}

/** Runs `work` with a signal that aborts when its time is over or `stop` aborts. `AbortSignal.any` would never be freed of `stop`. */
async function withSignal<T>(
  limitMs: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = (): void => controller.abort(stop.reason);
  const timer = setTimeout(() => controller.abort(new DeadlineError()), limitMs);
  stop.addEventListener('abort', end);
  try {
    if (stop.aborted) end();
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}
