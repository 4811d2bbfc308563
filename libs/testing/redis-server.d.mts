export declare function startRedis(
  folder: string,
  flags?: string[],
): Promise<{ url: string; stop(): Promise<void> } | undefined>;
