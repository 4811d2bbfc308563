import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';

import { parseInput } from '../parse-input.ts';
import { scenarioRoutes as routes } from './scenario.routes.ts';
import type { Replay, Session } from './session.ts';
import { SessionReplay } from './session.replay.ts';
import { Sessions } from './sessions.ts';

/**
 * Sessions at the phone as tests: record one at the page, keep the JSON of `GET sessions/<name>` beside the tests, and replay it
 * there with `POST sessions/replay {"session": <the JSON>}`. `same` in the answer says whether the business said the same as then.
 */
@Controller('_scenario/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly replaying: SessionReplay,
  ) {}

  @Get()
  list(): { sessions: string[]; recording: string | null } {
    return { sessions: this.sessions.names, recording: this.sessions.recording ?? null };
  }

  @Post('record')
  @HttpCode(204)
  record(@Body() body: unknown): void {
    this.sessions.record(parseInput(routes.record.body, body).name);
  }

  @Post('stop')
  @HttpCode(200)
  stop(): Session {
    const session = this.sessions.stop();
    if (!session) throw new ConflictException('Nothing is being recorded.');
    return session;
  }

  @Get(':name')
  read(@Param('name') name: string): Session {
    const session = this.sessions.find(name);
    if (!session) throw new NotFoundException(`There is no session '${name}'.`);
    return session;
  }

  @Post('replay')
  @HttpCode(200)
  replay(@Body() body: unknown): Promise<Replay> {
    const { session, speed } = parseInput(routes.replay.body, body);
    return this.replaying.of(typeof session === 'string' ? this.read(session) : session, speed);
  }
}
