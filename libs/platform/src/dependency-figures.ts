import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import { DEPENDENCIES, type Dependency } from './dependency.ts';
import { IntervalTask } from './interval-task.ts';
import { Figures } from './metrics.ts';
import { withTimeLimit } from './time-limit.ts';

const pingLimitMs = 1_000;

/** What `/health/ready` judges by, as figures. */
@Injectable()
export class DependencyFigures extends Figures {
  readonly #up = this.gauge('dependency_up', '1 when what the app needs is within reach', ['dependency']);
  readonly #failing = this.gauge('task_failing', '1 when an interval task hangs or fails again and again', [
    'task',
  ]);
  readonly #warning = this.gauge(
    'readiness_warning',
    '1 when a task or dependency works and should not stay so: /health/ready says why',
    ['what'],
  );

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(DEPENDENCIES) private readonly dependencies: Dependency[],
  ) {
    super('dependencies');
  }

  protected async look(): Promise<void> {
    const answers = await Promise.all(
      this.dependencies.map((dependency) =>
        withTimeLimit(dependency.ping(), pingLimitMs).then(
          () => 1,
          () => 0,
        ),
      ),
    );
    for (const [at, { dependencyName, warning }] of this.dependencies.entries()) {
      this.#up.set({ dependency: dependencyName }, answers[at] ?? 0);
      this.#warning.set({ what: dependencyName }, warning ? 1 : 0);
    }
    for (const { instance } of this.discovery.getProviders() as { instance: unknown }[]) {
      if (!(instance instanceof IntervalTask)) continue;
      this.#failing.set({ task: instance.name }, instance.fault === undefined ? 0 : 1);
      this.#warning.set({ what: instance.name }, instance.warning === undefined ? 0 : 1);
    }
  }
}
