import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import type { Request } from 'express';

import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { GraphError, graphFaults } from './graph.error.ts';

/** Only a known token reaches a known business number, under any version of the API. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request: Request<{ version?: string; phoneNumberId?: string }> = context
      .switchToHttp()
      .getRequest();
    const { version = '', phoneNumberId = '' } = request.params;
    if (!/^v\d+\.\d+$/.test(version)) throw new NotFoundException();

    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new GraphError(graphFaults.invalidToken, 'Send `Authorization: Bearer <token>`.');
    if (!this.config.tokens.includes(token)) {
      throw new GraphError(graphFaults.invalidToken, 'The access token is not one this simulator knows.');
    }
    if (phoneNumberId !== this.config.phoneNumberId) {
      throw new GraphError(graphFaults.unknownObject, `There is no phone number with ID '${phoneNumberId}'.`);
    }
    return true;
  }
}
