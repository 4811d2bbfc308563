import { type CanActivate, type ExecutionContext, Injectable, NotFoundException } from '@nestjs/common';
import type { Request } from 'express';

import { Admission } from '../tokens/admission.ts';
import { pathOf, versionOf } from './graph-path.ts';

/** Only a known token gets in, under any version of the API. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly admission: Admission) {}

  canActivate(context: ExecutionContext): boolean {
    const request: Request = context.switchToHttp().getRequest();
    if (!versionOf(pathOf(request))) throw new NotFoundException();
    this.admission.admit(request);
    return true;
  }
}
