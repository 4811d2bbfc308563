/**
 * Whether a Redis could lose what was acknowledged, from its `INFO`: managed ones forbid `CONFIG`.
 * @returns `problem`: it will; `warning`: it can, when it stops.
 */
export function judgeRedis(info: string): { problem?: string; warning?: string } {
  const value = (key: string): string | undefined => new RegExp(`^${key}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const policy = value('maxmemory_policy');
  const evicts = policy !== undefined && policy !== 'noeviction';
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
