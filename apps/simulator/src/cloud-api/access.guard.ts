import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import type { Request } from 'express';

import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { bearerFault } from './bearer.ts';
import { GraphError, graphFaults } from './graph.error.ts';

/** Only a known token gets in, under any version of the API. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request: Request<{ version?: string }> = context.switchToHttp().getRequest();
    const { version = '' } = request.params;
    if (!/^\d+\.\d+$/.test(version)) throw new NotFoundException();

    const { access_token: token } = request.query;
    const { authorization = typeof token === 'string' ? `Bearer ${token}` : undefined } = request.headers;
    const fault = bearerFault(authorization, this.config.tokens);
    if (fault) throw new GraphError(graphFaults.invalidToken, fault);
    return true;
  }
}
