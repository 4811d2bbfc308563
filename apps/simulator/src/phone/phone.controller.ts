import { Controller, type MessageEvent, Query, Sse } from '@nestjs/common';
import { defer, filter, from, map, merge, type Observable, of, startWith, switchMap } from 'rxjs';

import { type Chat, chatKey } from '../chat.ts';
import { Clock } from '../clock.ts';
import { parseInput } from '../parse-input.ts';
import { writtenPhone } from '../people.ts';
import { Rules } from '../rules/rules.ts';
import { ServiceWindows } from '../rules/service-windows.ts';
import { SceneWatch } from '../scenario/scene.ts';
import { Wire } from '../scenario/wire.ts';
import { WebhookDelivery } from '../webhooks/webhook.delivery.ts';
import { Chats } from './chats.ts';
import { Conversations } from './conversations.ts';
import type { PhoneEvents, Snapshot, Times } from './phone.events.ts';
import { phoneRoutes } from './phone.routes.ts';

const reconnectAfterMs = 1_000;
const exchangesAtFirst = 200;

type Events = { [Type in keyof PhoneEvents]: { type: Type; data: PhoneEvents[Type] } }[keyof PhoneEvents];

/** What the phone page watches. */
@Controller('_phone')
export class PhoneController {
  constructor(
    private readonly chats: Chats,
    private readonly conversations: Conversations,
    private readonly delivery: WebhookDelivery,
    private readonly windows: ServiceWindows,
    private readonly wire: Wire,
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly scene: SceneWatch,
  ) {}

  /** The chat so far in one event, then everything that changes. It begins anew when everything is forgotten. */
  @Sse('events')
  events(@Query() query: unknown): Observable<MessageEvent> {
    const who = parseInput(phoneRoutes.watch.query, query);
    this.chats.of(who);
    return this.conversations.cleared.pipe(
      startWith(undefined),
      switchMap(() => this.#eventsOf(this.chats.of(who))),
      map((event) => ({ ...event, retry: event.type === 'snapshot' ? reconnectAfterMs : undefined })),
    );
  }

  #eventsOf(chat: Chat): Observable<Events> {
    return merge(
      of({ type: 'snapshot' as const, data: this.#snapshotOf(chat) }),
      this.conversations.changesOf(chat).pipe(map(({ type, data }) => ({ type, data }) as Events)),
      this.delivery.line.pipe(map((data) => ({ type: 'line' as const, data }))),
      this.#timesChangesOf(chat).pipe(map((data) => ({ type: 'times' as const, data }))),
      this.scene.scenes.pipe(map((data) => ({ type: 'scene' as const, data }))),
      this.#exchangesOf(chat),
    );
  }

  #snapshotOf(chat: Chat): Snapshot {
    const { userId, name, phone } = chat.person;
    return {
      userId,
      name,
      phone: phone ? writtenPhone(phone) : '',
      bubbles: [...this.conversations.of(chat)],
      times: this.#timesOf(chat),
    };
  }

  #timesChangesOf(chat: Chat): Observable<Times> {
    const heard = this.windows.extended.pipe(filter((key) => key === chatKey(chat)));
    return merge(this.clock.moved, this.rules.changed, heard).pipe(map(() => this.#timesOf(chat)));
  }

  #timesOf(chat: Chat): Times {
    const end = this.windows.endOf(chat);
    return {
      now: this.clock.date().toISOString(),
      aheadMs: this.clock.aheadMs,
      windowUntil: end === undefined ? null : new Date(end).toISOString(),
      hasWritten: this.windows.hasWritten(chat),
    };
  }

  #exchangesOf({ number }: Chat): Observable<Events> {
    const past = defer(() => from(this.wire.newestOf(number.id, exchangesAtFirst)));
    const news = this.wire.changes.pipe(
      filter(({ numberId }) => numberId === undefined || numberId === number.id),
      map(({ exchange }) => exchange),
    );
    return merge(past, news).pipe(map((data) => ({ type: 'exchange' as const, data })));
  }
}
