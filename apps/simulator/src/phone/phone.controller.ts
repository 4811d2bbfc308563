import { Body, Controller, HttpCode, type MessageEvent, Post, Query, Sse } from '@nestjs/common';
import { defer, map, merge, type Observable, of } from 'rxjs';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';
import type { Chat } from '../chat.ts';
import { Clock } from '../clock.ts';
import { writtenPhone } from '../people.ts';
import { ServiceWindows } from '../rules/service-windows.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { Chats } from './chats.ts';
import { Conversations } from './conversations.ts';
import { Inbound } from './inbound.ts';
import { personSchema } from './person.schema.ts';
import type { Snapshot, Times } from './phone.events.ts';

const reconnectAfterMs = 1_000;

const writtenSchema = personSchema.extend({ text: z.string().trim().min(1).max(65_536) });

/** What the phone page talks to. */
@Controller('_phone')
export class PhoneController {
  constructor(
    private readonly chats: Chats,
    private readonly inbound: Inbound,
    private readonly conversations: Conversations,
    private readonly courier: WebhookCourier,
    private readonly windows: ServiceWindows,
    private readonly clock: Clock,
  ) {}

  @Post('messages')
  @HttpCode(200)
  write(@Body() body: unknown): { wamid: string } {
    const { text, ...who } = parseInput(writtenSchema, body);
    return this.inbound.write(this.chats.of(who), text);
  }

  /** The conversation so far in one event, then everything that changes. */
  @Sse('events')
  events(@Query() query: unknown): Observable<MessageEvent> {
    const who = parseInput(personSchema, query);
    const chat = this.chats.of(who);
    const snapshot = defer((): Observable<MessageEvent> => {
      const data: Snapshot = {
        userId: chat.person.userId,
        name: chat.person.name,
        phone: writtenPhone(who.phone),
        bubbles: [...this.conversations.of(chat)],
        times: this.#timesOf(chat),
      };
      return of({ type: 'snapshot', retry: reconnectAfterMs, data });
    });
    const changes = this.conversations.changesOf(chat).pipe(map(({ type, data }) => ({ type, data })));
    const line = this.courier.line.pipe(map((data) => ({ type: 'line', data })));
    return merge(snapshot, changes, line);
  }

  #timesOf(chat: Chat): Times {
    const end = this.windows.endOf(chat);
    return {
      now: this.clock.date().toISOString(),
      windowUntil: end === undefined ? null : new Date(end).toISOString(),
    };
  }
}
