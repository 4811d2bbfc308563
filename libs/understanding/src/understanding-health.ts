import type { Dependency } from '#platform';

/** Tells on-call why the model is not asked. That is no reason to take no work: the offline engine understands meanwhile. */
export class UnderstandingHealth implements Dependency {
  readonly dependencyName = 'understanding';

  constructor(private readonly engine?: { readonly warning?: string | undefined }) {}

  ping(): Promise<void> {
    return Promise.resolve();
  }

  isCauseOf(): boolean {
    return false;
  }

  get warning(): string | undefined {
    const warning = this.engine?.warning;
    return warning && `${warning}: messages are understood offline`;
  }
}
