import { Injectable } from '@nestjs/common';
import type { Request } from 'express';

import { refusal } from '../management/management.faults.ts';
import { parameterOf, tokenOf } from './credentials.ts';
import { Tokens } from './tokens.ts';

/** Lets a request to the Graph API in, or throws what Graph would answer. */
@Injectable()
export class Admission {
  constructor(private readonly tokens: Tokens) {}

  admit(request: Request): void {
    const token = tokenOf(request);
    const fault = this.tokens.faultOf(token);
    if (fault) throw refusal('badToken', fault.details, fault);
    this.#checkProof(request, token);
  }

  /** As `admit`, for what an app asks about tokens: its own `<app id>|<app secret>` opens it too. */
  admitApp(request: Request): void {
    const [, secret] = (tokenOf(request) ?? '').split('|');
    if (!this.tokens.isAppSecret(secret)) this.admit(request);
  }

  #checkProof(request: Request, token = ''): void {
    const proof = parameterOf(request, 'appsecret_proof');
    if (proof !== undefined && !this.tokens.isProofOf(token, proof)) {
      throw refusal('badParameter', 'Invalid appsecret_proof provided in the API argument');
    }
  }
}
