import { Injectable } from '@nestjs/common';

import type { BusinessNumber } from '../../accounts/account.ts';
import type { Chat } from '../../chat.ts';
import { Clock } from '../../clock.ts';
import { type Person, People } from '../../people.ts';
import { wordsOf } from '../../phone/content.ts';
import { Conversations } from '../../phone/conversations.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import { Rules } from '../../rules/rules.ts';
import { SendGate } from '../../rules/send-gate.ts';
import type { Verdict } from '../../rules/send-rule.ts';
import { Books } from '../../scenario/books.ts';
import { newWamid } from '../../wamid.ts';
import { GraphError, graphFaults } from '../graph.error.ts';
import { refusalOf } from './refusal.ts';
import type { Payload, Reaction, Send } from './send.ts';
import type { ReadReceipt } from './send.schema.ts';
import { Statuses } from './statuses.ts';

/** What is older can be neither quoted nor reacted to. */
const rememberedMs = 30 * 24 * 3_600_000;
const invalidValue = 131_009;

export interface SendAnswer {
  messaging_product: 'whatsapp';
  contacts: [{ input: string; wa_id?: string; user_id?: string }];
  messages: [{ id: string; message_status?: 'accepted' }];
}

/** A message with what it holds, and the request that it came in. */
type Message = Send & Payload & { request: unknown };

/** From the business to the person. */
@Injectable()
export class Outbound {
  constructor(
    private readonly people: People,
    private readonly conversations: Conversations,
    private readonly gate: SendGate,
    private readonly statuses: Statuses,
    private readonly rules: Rules,
    private readonly clock: Clock,
    private readonly books: Books,
  ) {}

  /** Throws the `GraphError` when a rule refuses it. @param failure what the scenario wants to become of it */
  async accept(number: BusinessNumber, message: Message, failure?: Verdict): Promise<SendAnswer> {
    const { to, type, content, category, callbackData, isMisplaced } = message;
    const person = this.#recipientOf(message);
    const chat = { number, person };
    const verdict = this.gate.judge({ ...chat, isTemplate: type === 'template' });
    if (verdict?.how === 'refused') throw refusalOf(verdict, this.rules.now.throttleStatus);

    const wamid = newWamid();
    this.#note(wamid, chat, message);
    if (isMisplaced) return answerTo(message, person, wamid);
    const isReaction = content.kind === 'reaction';
    const misplaced = isReaction ? this.#react(chat, content) : this.#show(chat, wamid, message);
    await this.statuses.begin({
      ...chat,
      wamid,
      to,
      category,
      callbackData,
      isReaction,
      isVoice: content.kind === 'audio' && content.voice === true,
      failure: failure ?? verdict ?? misplaced,
    });
    return answerTo(message, person, wamid);
  }

  read(receipt: ReadReceipt): void {
    this.books.reads.push({
      wamid: receipt.wamid,
      typing: receipt.typing,
      at: this.clock.date().toISOString(),
    });
    this.conversations.markReadUpTo(receipt.wamid);
    if (receipt.typing) this.conversations.showTyping(receipt.wamid);
  }

  #recipientOf({ to, input, isMisplaced }: Send): Person {
    if (isMisplaced) {
      if (this.rules.now.userIdInTo === 'refused') {
        throw new GraphError(graphFaults.invalidValue, 'to: a user id belongs into `recipient`.');
      }
      // Nobody.
      return { key: 0, userId: input, name: '' };
    }
    return 'phone' in to ? this.people.withPhone(to.phone) : this.people.withUserId(to.userId);
  }

  #note(
    wamid: string,
    { number, person }: Chat,
    { to, type, content, callbackData, request, isMisplaced }: Message,
  ): void {
    this.books.sends.push({
      wamid,
      to: ('phone' in to && person.phone) || person.userId,
      body: content.kind === 'reaction' ? content.emoji : wordsOf(content),
      type,
      phoneNumberId: number.id,
      request,
      at: this.clock.date().toISOString(),
      callbackData: callbackData ?? null,
      ...(isMisplaced && { dropped: true }),
    });
  }

  #show(chat: Chat, wamid: string, { content, type, quotes }: Message): undefined {
    if (content.kind === 'reaction') return;
    const quoted = quotes !== undefined && type !== 'template' ? this.#remembered(chat, quotes) : undefined;
    const quote = quoted && { wamid: quoted.wamid, text: wordsOf(quoted.content), from: quoted.from };
    this.conversations.add(chat, { wamid, from: 'them', content, quotes: quote });
  }

  /** @returns the failure, when there is nothing to react to */
  #react(chat: Chat, { wamid, emoji }: Reaction): Verdict | undefined {
    if (!this.#remembered(chat, wamid)) {
      const details =
        'The message to react to is unknown, taken back, older than 30 days or a reaction itself.';
      return { how: 'fails later', code: invalidValue, details };
    }
    this.conversations.react(wamid, 'them', emoji);
    return undefined;
  }

  #remembered(chat: Chat, wamid: string): Bubble | undefined {
    const bubble = this.conversations.of(chat).find((one) => one.wamid === wamid);
    const isOld = bubble && this.clock.now() - Date.parse(bubble.at) > rememberedMs;
    return isOld || bubble?.revoked ? undefined : bubble;
  }
}

function answerTo({ input, to, type }: Send, { phone, userId }: Person, wamid: string): SendAnswer {
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input, ...('phone' in to ? { wa_id: phone ?? to.phone } : { user_id: userId }) }],
    messages: [{ id: wamid, ...(type === 'template' && { message_status: 'accepted' }) }],
  };
}
