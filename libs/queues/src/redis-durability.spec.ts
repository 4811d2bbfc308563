import { judgeRedis } from './redis-durability.ts';

const info = (policy: string, aof: string): string =>
  `# Memory\r\nmaxmemory_policy:${policy}\r\n# Persistence\r\naof_enabled:${aof}\r\naof_rewrite_in_progress:0\r\n`;

describe('a Redis that holds queues', () => {
  it('is well set up with noeviction and an append-only file', () => {
    expect(judgeRedis(info('noeviction', '1'))).toEqual({});
  });

  it.each(['allkeys-lru', 'volatile-lru', 'volatile-ttl', 'allkeys-random'])(
    'is no place for work when it evicts (%s)',
    (policy) => {
      const { problem, warning } = judgeRedis(info(policy, '1'));

      expect(problem).toContain('set maxmemory-policy noeviction');
      expect(problem).toContain(policy);
      expect(warning).toBeUndefined();
    },
  );

  it('is warned about when it keeps no append-only file', () => {
    const { problem, warning } = judgeRedis(info('noeviction', '0'));

    expect(problem).toBeUndefined();
    expect(warning).toContain('Set appendonly yes');
  });

  it('is not judged by what it does not say', () => {
    expect(judgeRedis('# Server\r\nredis_version:7.2.0\r\n')).toEqual({});
  });
});
