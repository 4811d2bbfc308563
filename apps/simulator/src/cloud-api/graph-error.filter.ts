import { type ArgumentsHost, Catch, HttpException, HttpStatus, Logger } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { Request } from 'express';

import { faultOf } from './error.table.ts';
import { GraphError, graphFaults } from './graph.error.ts';
import { isGraphPath, pathOf, unknownPartOf, versionOf } from './graph-path.ts';

const unknownError = 1;

/** Answers as the Graph API does also what reaches none of its routes: an unknown path, a body that can not be read. */
@Catch()
export class GraphErrorFilter extends BaseExceptionFilter {
  readonly #logger = new Logger('graph');

  override catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const isToTranslate = !(error instanceof GraphError) && isGraphPath(pathOf(request));
    // oxlint-disable-next-line promise/valid-params, promise/no-promise-in-callback -- a filter, no promise
    super.catch(isToTranslate ? this.#graphErrorOf(error, request) : error, host);
  }

  #graphErrorOf(error: unknown, request: Request): GraphError {
    if (!(error instanceof HttpException)) {
      this.#logger.error(error);
      return new GraphError({ ...faultOf(unknownError), status: HttpStatus.INTERNAL_SERVER_ERROR });
    }
    const status = error.getStatus();
    if (status === 404) return unknownPath(request.method, pathOf(request));
    return new GraphError(
      { ...graphFaults.invalidParameter, status },
      `The request can not be read: ${error.message}`,
    );
  }
}

/** The path is looked at before the token, as Meta was seen to do. */
function unknownPath(method: string, path: string): GraphError {
  const advice = versionOf(path)
    ? `There is no ${method} ${path}. Compare method and path with the documentation.`
    : `There is no ${method} ${path}. Begin the path with a version: /v26.0${path}`;
  const message = `Unknown path components: ${unknownPartOf(path)}`;
  return new GraphError(faultOf(2_500), advice, { message });
}
