import type { ChildProcess } from 'node:child_process';

export declare function forkServices(): Promise<{
  services: ChildProcess;
  databaseServer: string;
  redisUrl?: string;
}>;
