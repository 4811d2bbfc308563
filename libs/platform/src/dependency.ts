/** Something an app cannot work without. */
export interface Dependency {
  readonly dependencyName: string;
  /** Rejects when it is out of reach, or so badly set up that the app should get no work. */
  ping(): Promise<unknown>;
  /** Rejects when it is out of reach only; work that began goes on otherwise. Missing where `ping` asks nothing else. */
  reach?(): Promise<unknown>;
  /** Whether this error says that it is out of reach, rather than that the work is at fault. */
  isCauseOf(error: unknown): boolean;
  /** After a `ping`: something that works but should be configured differently. */
  readonly warning?: string | undefined;
}

/** What an app's health is judged by, as `HealthModule.needing` names it. */
export const DEPENDENCIES = Symbol('dependencies');
