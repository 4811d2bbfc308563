import { Body, Controller, HttpCode, NotFoundException, Patch } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { managementRoutes } from '../management/management.routes.ts';
import { parseInput } from '../parse-input.ts';
import { Tokens } from './tokens.ts';

/** Tokens as Meta lets them run out or takes them away, and as somebody repairs that. */
@Controller('_scenario/tokens')
export class TokenScenarioController {
  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  @Patch()
  @HttpCode(204)
  change(@Body() body: unknown): void {
    const { token: value, expiresInMs, ...changes } = parseInput(managementRoutes.changeToken.body, body);
    const token = this.tokens.find(value);
    if (!token) throw new NotFoundException();
    if (expiresInMs !== undefined) {
      token.expiresAt = expiresInMs === null ? null : this.clock.now() + expiresInMs;
    }
    token.revoked = changes.revoked ?? token.revoked;
    token.type = changes.type ?? token.type;
    token.scopes = changes.scopes ?? token.scopes;
  }
}
