import { Controller, type DynamicModule, Get, Inject, Module, type Type } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
  TerminusModule,
} from '@nestjs/terminus';

import { DEPENDENCIES, type Dependency } from './dependency.ts';
import { DependencyFigures } from './dependency-figures.ts';
import { IntervalTask } from './interval-task.ts';
import { MetricsModule } from './metrics.module.ts';
import { withTimeLimit } from './time-limit.ts';

const pingLimitMs = 1_000;

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly discovery: DiscoveryService,
    @Inject(DEPENDENCIES) private readonly dependencies: Dependency[],
  ) {}

  /** Liveness: the process answers. A dependency outage is no reason to restart the app. */
  @Get('live')
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  /** Readiness: everything the app needs is reachable, and no interval task hangs or fails again and again; otherwise 503, naming what is wrong. */
  @Get('ready')
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      ...this.dependencies.map((dependency) => this.indicate(dependency)),
      ...this.notableTasks(),
    ]);
  }

  /** Those that do not work, or have something to say. */
  private notableTasks(): HealthIndicatorFunction[] {
    return this.discovery
      .getProviders()
      .flatMap(({ instance }: { instance: unknown }): HealthIndicatorFunction[] => {
        if (!(instance instanceof IntervalTask)) return [];
        const { name, fault, warning } = instance;
        const indicator = this.indicators.check(name);
        if (fault !== undefined) return [() => indicator.down(fault)];
        return warning === undefined ? [] : [() => indicator.up({ warning })];
      });
  }

  private indicate(dependency: Dependency): HealthIndicatorFunction {
    const indicator = this.indicators.check(dependency.dependencyName);
    return async () => {
      try {
        await withTimeLimit(dependency.ping(), pingLimitMs);
        const { warning } = dependency;
        return warning ? indicator.up({ warning }) : indicator.up();
      } catch (error) {
        return indicator.down(error instanceof Error ? error.message : String(error));
      }
    };
  }
}

/** `GET /health/live`, `GET /health/ready` and `GET /metrics`, the same on every app. */
@Module({})
export class HealthModule {
  /** @param needs what `/health/ready` asks; each class must be exported by a global module. */
  static needing(...needs: Type<Dependency>[]): DynamicModule {
    return {
      module: HealthModule,
      imports: [DiscoveryModule, MetricsModule, TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [
        { provide: DEPENDENCIES, useFactory: (...found: Dependency[]) => found, inject: needs },
        DependencyFigures,
      ],
    };
  }
}
