export interface RedisServer {
  url: string;
  stop(): Promise<void>;
  /** Answers nothing more, and keeps its connections. */
  hang(): void;
  goOn(): void;
}
export declare function startRedis(
  folder: string,
  flags?: string[],
  samePort?: number,
): Promise<RedisServer | undefined>;
