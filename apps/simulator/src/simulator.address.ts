import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** Where this process can be reached: Meta's links to files lead here. */
@Injectable()
export class SimulatorAddress {
  constructor(private readonly host: HttpAdapterHost) {}

  get url(): string {
    const server: ReturnType<NestExpressApplication['getHttpServer']> = this.host.httpAdapter.getHttpServer();
    const address = server.address();
    if (!address || typeof address === 'string') throw new Error('The simulator does not listen on a port');
    return `http://127.0.0.1:${address.port}`;
  }
}
