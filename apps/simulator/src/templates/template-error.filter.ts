import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

import { Rules } from '../rules/rules.ts';
import { TemplateError } from './template.faults.ts';

/** Tells what is wrong with a template in the way that the rules choose. */
@Catch(TemplateError)
export class TemplateErrorFilter implements ExceptionFilter<TemplateError> {
  constructor(private readonly rules: Rules) {}

  catch(error: TemplateError, host: ArgumentsHost): void {
    const answer = error.toGraphError(this.rules.now.templateFaultAs);
    host.switchToHttp().getResponse<Response>().status(answer.getStatus()).json(answer.body);
  }
}
