import { judgeRedis } from './redis-durability.ts';

const info = (policy: string, aof: string): string =>
  `# Memory\r\nmaxmemory_policy:${policy}\r\n# Persistence\r\naof_enabled:${aof}\r\naof_rewrite_in_progress:0\r\n`;

describe('a Redis that holds queues', () => {
  it('is well set up with noeviction and an append-only file', () => {
    expect(judgeRedis(info('noeviction', '1'), false)).toEqual({});
  });

  it.each(['allkeys-lru', 'volatile-lru', 'volatile-ttl', 'allkeys-random'])(
    'is no place for work when it evicts (%s)',
    (policy) => {
      const { problem, warning } = judgeRedis(info(policy, '1'), false);

      expect(problem).toContain('set maxmemory-policy noeviction');
      expect(problem).toContain(policy);
      expect(warning).toBeUndefined();
    },
  );

  it('is warned about when it keeps no append-only file', () => {
    const { problem, warning } = judgeRedis(info('noeviction', '0'), false);

    expect(problem).toBeUndefined();
    expect(warning).toContain('Set appendonly yes');
  });

  it('is not judged by what it does not say', () => {
    expect(judgeRedis('# Server\r\nredis_version:7.2.0\r\n', false)).toEqual({});
  });

  it('is no place for work when it is a node of a cluster and not spoken to as one', () => {
    const node = `${info('noeviction', '1')}# Cluster\r\ncluster_enabled:1\r\n`;

    expect(judgeRedis(node, false).problem).toContain('REDIS_URL names one node of a cluster');
    expect(judgeRedis(node, true)).toEqual({});
  });
});
