export interface RedisServer {
  port: number;
  url: string;
  stop(): Promise<void>;
  /** Kills it, as a crash would. */
  kill(): Promise<void>;
  /** Stops answering, but keeps its connections. */
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
