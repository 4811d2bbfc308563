/**
 * Whether a Redis could lose what was acknowledged, from its `INFO`: managed ones forbid `CONFIG`.
 * @param asCluster whether it is addressed as a cluster node
 * @returns `problem`: it will; `warning`: it can, when it stops.
 */
export function judgeRedis(info: string, asCluster: boolean): { problem?: string; warning?: string } {
  const value = (key: string): string | undefined => new RegExp(`^${key}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const policy = value('maxmemory_policy');
  const evicts = policy !== undefined && policy !== 'noeviction';
  if (value('cluster_enabled') === '1' && !asCluster) {
    return {
      problem:
        'REDIS_URL names one node of a cluster: name several, separated by commas (if there is one address for all, name it twice)',
    };
  }
  return {
    ...(evicts && {
      problem: `Redis drops waiting work when its memory is full (maxmemory-policy ${policy}): set maxmemory-policy noeviction`,
    }),
    ...(value('aof_enabled') === '0' && {
      warning:
        'Redis keeps no append-only file: what was acknowledged is lost when it stops. Set appendonly yes',
    }),
  };
}
