import { Body, Controller, HttpCode, type MessageEvent, Post, Query, Sse } from '@nestjs/common';
import { defer, map, merge, type Observable, of } from 'rxjs';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';
import { People, writtenPhone } from '../people.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { Conversations } from './conversations.ts';
import { Inbound } from './inbound.ts';
import { personSchema } from './person.schema.ts';
import type { Snapshot } from './phone.events.ts';

const reconnectAfterMs = 1_000;

const writtenSchema = personSchema.extend({ text: z.string().trim().min(1).max(65_536) });

/** What the phone page talks to. */
@Controller('_phone')
export class PhoneController {
  constructor(
    private readonly people: People,
    private readonly inbound: Inbound,
    private readonly conversations: Conversations,
    private readonly courier: WebhookCourier,
  ) {}

  @Post('messages')
  @HttpCode(200)
  write(@Body() body: unknown): { wamid: string } {
    const { text, phone, name } = parseInput(writtenSchema, body);
    return this.inbound.write(this.people.withPhone(phone, name), text);
  }

  /** The conversation so far in one event, then everything that changes. */
  @Sse('events')
  events(@Query() query: unknown): Observable<MessageEvent> {
    const { phone, name } = parseInput(personSchema, query);
    const person = this.people.withPhone(phone, name);
    const snapshot = defer((): Observable<MessageEvent> => {
      const bubbles = [...this.conversations.of(person.userId)];
      const data: Snapshot = { name: person.name, phone: writtenPhone(phone), bubbles };
      return of({ type: 'snapshot', retry: reconnectAfterMs, data });
    });
    const changes = this.conversations
      .changesOf(person.userId)
      .pipe(map(({ type, data }) => ({ type, data })));
    const line = this.courier.line.pipe(map((data) => ({ type: 'line', data })));
    return merge(snapshot, changes, line);
  }
}
