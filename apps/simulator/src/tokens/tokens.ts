import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';

export interface Token {
  readonly value: string;
  /** In milliseconds of the simulator's clock. */
  readonly issuedAt: number;
  /** Null: never. */
  expiresAt: number | null;
  revoked: boolean;
  /** Of whom: `SYSTEM_USER`, `USER`, … */
  type: string;
  /** What it may do, as `debug_token` tells it. Every request is let in all the same. */
  scopes: string[];
}

/** Why a token opens nothing. */
export interface TokenFault {
  details: string;
  subcode?: number;
}

const allScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
const exchangedLifeMs = 60 * 24 * 3_600_000;

/** The tokens of system users: those of the settings, and what they were exchanged for. */
@Injectable()
export class Tokens {
  readonly #tokens = new Map<string, Token>();

  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly clock: Clock,
  ) {
    this.reset();
  }

  find(value: string): Token | undefined {
    return this.#tokens.get(value);
  }

  /** @returns undefined when it opens the door */
  faultOf(value: string | undefined): TokenFault | undefined {
    if (!value) return { details: 'Send `Authorization: Bearer <token>`.' };
    const token = this.find(value);
    if (!token) return { details: 'The access token is not one this simulator knows.' };
    if (token.revoked) return { details: 'The session has been invalidated.', subcode: 467 };
    if (token.expiresAt === null || this.clock.now() < token.expiresAt) return undefined;
    const when = new Date(token.expiresAt).toUTCString();
    return { details: `Error validating access token: Session has expired on ${when}.`, subcode: 463 };
  }

  /** A new token beside the given one, which stays good. */
  exchange(): Token {
    return this.#add(`EAAS${randomBytes(48).toString('base64url')}`, this.clock.now() + exchangedLifeMs);
  }

  /** `appsecret_proof`: whoever sends it knows the app secret too. */
  isProofOf(value: string, proof: string): boolean {
    const expected = Buffer.from(createHmac('sha256', this.config.appSecret).update(value).digest('hex'));
    const given = Buffer.from(proof);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** The app's own name and secret, as in `client_id` and `client_secret`, or together as its access token. */
  isAppSecret(secret: string | undefined): boolean {
    return secret === this.config.appSecret;
  }

  /** Those of the settings alone, all of them good. */
  reset(): void {
    this.#tokens.clear();
    for (const value of this.config.tokens) this.#add(value, null);
  }

  #add(value: string, expiresAt: number | null): Token {
    const token: Token = {
      value,
      issuedAt: this.clock.now(),
      expiresAt,
      revoked: false,
      type: 'SYSTEM_USER',
      scopes: allScopes,
    };
    this.#tokens.set(value, token);
    return token;
  }
}
