import {
  type ArgumentsHost,
  BadRequestException,
  Catch,
  type ExceptionFilter,
  type HttpException,
  PayloadTooLargeException,
} from '@nestjs/common';
import type { Response } from 'express';

import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { largestUploadBytes } from './sendable-types.ts';

/** Says in the Graph API's words what the parser of forms did not like. */
@Catch(BadRequestException, PayloadTooLargeException)
export class MultipartFilter implements ExceptionFilter {
  catch(error: HttpException, host: ArgumentsHost): void {
    const details =
      error instanceof PayloadTooLargeException
        ? `No file may be larger than ${largestUploadBytes} bytes.`
        : `The form can not be read: ${error.message}. It holds one file, named \`file\`.`;
    const refusal = new GraphError(graphFaults.invalidParameter, details);
    host.switchToHttp().getResponse<Response>().status(refusal.getStatus()).json(refusal.body);
  }
}
