export interface RedisServer {
  port: number;
  url: string;
  stop(): Promise<void>;
  /** As a crash does. */
  kill(): Promise<void>;
  /** Answers nothing more, and keeps its connections. */
  hang(): void;
  goOn(): void;
}
export declare function startRedis(
  folder: string,
  flags?: string[],
  samePort?: number,
): Promise<RedisServer | undefined>;
export declare function startSentinel(
  folder: string,
  masterPort: number,
  password: string,
): Promise<RedisServer | undefined>;
