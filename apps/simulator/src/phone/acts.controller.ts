import { Body, Controller, HttpCode, NotFoundException, Post } from '@nestjs/common';

import { parseInput } from '../parse-input.ts';
import { Chats } from './chats.ts';
import type { Bubble } from './phone.events.ts';
import { Conversations } from './conversations.ts';
import { Inbound } from './inbound.ts';
import { phoneRoutes } from './phone.routes.ts';
import { Played } from './played.ts';
import { replyTo } from './taps.ts';

/** What people do on their phones, files aside. */
@Controller('_phone')
export class ActsController {
  constructor(
    private readonly chats: Chats,
    private readonly conversations: Conversations,
    private readonly inbound: Inbound,
    private readonly played: Played,
  ) {}

  @Post('messages')
  @HttpCode(200)
  write(@Body() body: unknown): { wamid: string } {
    const { text, quotes, ...who } = parseInput(phoneRoutes.write.body, body);
    const message = { type: 'text', text: { body: text } };
    return { wamid: this.inbound.send(this.chats.of(who), message, { quotes }) };
  }

  @Post('send')
  @HttpCode(200)
  send(@Body() body: unknown): { wamid: string } {
    const { message, quotes, forwarded, ...who } = parseInput(phoneRoutes.send.body, body);
    return { wamid: this.inbound.send(this.chats.of(who), message, { quotes, forwarded }) };
  }

  @Post('taps')
  @HttpCode(200)
  tap(@Body() body: unknown): { wamid: string } {
    const { wamid, id, ...who } = parseInput(phoneRoutes.tap.body, body);
    const message = replyTo(this.#bubble(wamid).content, id);
    if (!message) throw new NotFoundException(`There is nothing with the id '${id}' on this message.`);
    return { wamid: this.inbound.send(this.chats.of(who), message, { quotes: wamid }) };
  }

  @Post('reactions')
  @HttpCode(200)
  react(@Body() body: unknown): { wamid: string } {
    const { wamid, emoji, ...who } = parseInput(phoneRoutes.react.body, body);
    const message = { type: 'reaction', reaction: { message_id: wamid, emoji } };
    return { wamid: this.inbound.send(this.chats.of(who), message) };
  }

  @Post('played')
  @HttpCode(204)
  play(@Body() body: unknown): void {
    const { wamid, ...who } = parseInput(phoneRoutes.play.body, body);
    this.#bubble(wamid);
    this.played.report(this.chats.of(who), wamid);
  }

  #bubble(wamid: string): Bubble {
    const bubble = this.conversations.find(wamid);
    if (!bubble) throw new NotFoundException('There is no such message.');
    return bubble;
  }
}
