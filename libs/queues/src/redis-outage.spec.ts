import { isRedisOutage } from './redis-outage.ts';

const reply = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });

describe('an outage of Redis', () => {
  it.each([
    reply('LOADING Redis is loading the dataset in memory'),
    reply("READONLY You can't write against a read only replica. script: 5c2b, on @user_script:1."),
    reply('MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to no.'),
    reply('CLUSTERDOWN The cluster is down'),
    reply("OOM command not allowed when used memory > 'maxmemory'."),
    reply('NOREPLICAS Not enough good replicas to write.'),
    reply(
      'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
    ),
    new Error('Connection is closed.'),
    new Error('Command aborted due to connection close'),
    new Error('Too many Cluster redirections. Last error: ReplyError: MOVED 866 127.0.0.1:6380'),
    new Error(
      'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option.',
    ),
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    }),
    Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
  ])('is known by %s', (error) => {
    expect(isRedisOutage(error)).toBe(true);
  });

  it.each([
    reply('NOSCRIPT No matching script.'),
    reply('WRONGTYPE Operation against a key holding the wrong kind of value'),
    new Error('Missing lock for job 1. moveToFinished'),
    new Error('LOADING the file failed'),
    Object.assign(new Error('connect ECONNREFUSED'), { name: 'AxiosError', code: 'ECONNREFUSED' }),
    'Connection is closed.',
  ])('is not seen in %s', (error) => {
    expect(isRedisOutage(error)).toBe(false);
  });
});
