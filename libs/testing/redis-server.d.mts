export declare function startRedis(
  folder: string,
  flags?: string[],
  samePort?: number,
): Promise<{ url: string; stop(): Promise<void> } | undefined>;
