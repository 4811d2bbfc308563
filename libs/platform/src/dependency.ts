/** Something an app cannot work without. */
export interface Dependency {
  readonly dependencyName: string;
  /** Rejects when it is unreachable. */
  ping(): Promise<unknown>;
  /** Whether this error says that it is unreachable, rather than that the work is at fault. */
  isCauseOf(error: unknown): boolean;
  /** After a `ping`: something that works but should be configured differently. */
  readonly warning?: string | undefined;
}
