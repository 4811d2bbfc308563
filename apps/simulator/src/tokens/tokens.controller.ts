import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';

import { Clock } from '../clock.ts';
import { refusal } from '../management/management.faults.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { Admission } from './admission.ts';
import { type Token, Tokens } from './tokens.ts';

const userId = '100089620928913';

const appSchema = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) });
const grantSchema = appSchema.extend({ grant_type: z.enum(['fb_exchange_token', 'client_credentials']) });
const exchangeSchema = z.object({ fb_exchange_token: z.string().min(1) });
const revokeSchema = appSchema.extend({ revoke_token: z.string().min(1) });

/** What an app asks about tokens; with or without a version in the path. */
@Controller(['v:version', ''])
export class TokensController {
  constructor(
    private readonly tokens: Tokens,
    private readonly admission: Admission,
    private readonly clock: Clock,
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
  ) {}

  @Get('debug_token')
  inspect(@Req() request: Request, @Query('input_token') input?: string): object {
    this.admission.admitApp(request);
    if (!input) throw refusal('badParameter', 'You must provide an input_token');
    const fault = this.tokens.faultOf(input);
    const error = fault && { code: 190, message: fault.details, subcode: fault.subcode };
    const token = this.tokens.find(input);
    const facts = token && factsOf(token, this.config);
    return { data: { ...facts, error, is_valid: !fault, scopes: token?.scopes ?? [] } };
  }

  @Get('oauth/access_token')
  grant(@Query() query: unknown): object {
    const { grant_type: type, client_id: app, client_secret: secret } = read(grantSchema, query);
    this.#checkSecret(secret);
    if (type === 'client_credentials') return { access_token: `${app}|${secret}`, token_type: 'bearer' };

    const fault = this.tokens.faultOf(read(exchangeSchema, query).fb_exchange_token);
    if (fault) throw refusal('badToken', fault.details, fault);
    const { value, expiresAt } = this.tokens.exchange();
    const expiresIn = Math.floor(((expiresAt ?? 0) - this.clock.now()) / 1_000);
    return { access_token: value, token_type: 'bearer', expires_in: expiresIn };
  }

  @Get('oauth/revoke')
  revoke(@Req() request: Request, @Query() query: unknown): object {
    this.admission.admitApp(request);
    const { client_secret: secret, revoke_token: revoked } = read(revokeSchema, query);
    this.#checkSecret(secret);
    const token = this.tokens.find(revoked);
    if (!token) throw refusal('badParameter', 'revoke_token is no token of this app');
    token.revoked = true;
    return { success: true };
  }

  #checkSecret(secret: string): void {
    if (!this.tokens.isAppSecret(secret)) throw refusal('badClient', 'Error validating client secret.');
  }
}

/** There is one app here, in whosever name it is asked. */
function factsOf(
  { issuedAt, expiresAt, type, scopes }: Token,
  { appId, businessName }: SimulatorConfig,
): object {
  return {
    app_id: appId,
    type,
    application: businessName,
    data_access_expires_at: 0,
    // 0 stands for never.
    expires_at: Math.floor((expiresAt ?? 0) / 1_000),
    issued_at: Math.floor(issuedAt / 1_000),
    granular_scopes: scopes.map((scope) => ({ scope })),
    user_id: userId,
  };
}

function read<T>(schema: z.ZodType<T>, query: unknown): T {
  const { data, error } = schema.safeParse(query);
  if (data) return data;
  throw refusal('badClient', `Missing or wrong parameter: ${String(error?.issues[0]?.path[0])}`);
}
