import { Controller, Get, Header, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';

import { Figures, measureProcess, processMetrics } from './metrics.ts';

/** `GET /metrics`: what this process counted, and the `Figures` of its app. */
@Controller('metrics')
class MetricsController {
  constructor(private readonly discovery: DiscoveryService) {
    measureProcess();
  }

  @Get()
  @Header('content-type', processMetrics.contentType)
  async metrics(): Promise<string> {
    const figures = this.discovery
      .getProviders()
      .flatMap(({ instance }: { instance: unknown }) => (instance instanceof Figures ? [instance] : []));
    const texts = await Promise.all([...new Set(figures)].map((one) => one.text()));
    return [await processMetrics.metrics(), ...texts].join('\n');
  }
}

@Module({ imports: [DiscoveryModule], controllers: [MetricsController] })
export class MetricsModule {}
