import { loadConfig, SettingsError } from '#platform';

import { parseRedisUrl } from './redis-address.ts';
import { queueSettings } from './queue-settings.ts';

describe('REDIS_URL', () => {
  it.each(['redis://127.0.0.1', 'rediss://user:secret@cache:6380/3', 'redis://[::1]:6379'])(
    'names one server: %s',
    (url) => {
      expect(parseRedisUrl(url)).toEqual({ kind: 'single', url });
    },
  );

  it('names the nodes of a cluster', () => {
    expect(parseRedisUrl('redis://a:7000, redis://[::1]:7001,redis://c')).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7000 },
        { host: '::1', port: 7001 },
        { host: 'c', port: 6379 },
      ],
      access: {},
    });
  });

  it('names user, password and encryption of a cluster once or with each node', () => {
    const access = { username: 'us@er', password: 'p:w', tls: {} };

    expect(parseRedisUrl('rediss://us%40er:p%3Aw@a,rediss://b')).toMatchObject({ access });
    expect(parseRedisUrl('rediss://us%40er:p%3Aw@a,rediss://us%40er:p%3Aw@b')).toMatchObject({ access });
  });

  it('names sentinels and their master', () => {
    expect(parseRedisUrl('redis+sentinel://a:5000,b/main')).toEqual({
      kind: 'sentinel',
      sentinels: [
        { host: 'a', port: 5000 },
        { host: 'b', port: 26379 },
      ],
      master: 'main',
      db: 0,
      access: {},
      sentinelAccess: {},
    });
  });

  it('names user, password, database and encryption behind Sentinel, and the sentinels own password', () => {
    expect(parseRedisUrl('rediss+sentinel://us:p%40w@a,b/main/2?sentinelPassword=s%26t')).toMatchObject({
      db: 2,
      access: { username: 'us', password: 'p@w', tls: {} },
      sentinelAccess: { password: 's&t', tls: {} },
    });
  });

  it.each([
    ['no URL', 'localhost:6379', 'must be redis:// or rediss:// and a host'],
    ['another protocol', 'http://secret', 'must be redis:// or rediss:// and a host'],
    ['no host', 'redis://', 'must be redis:// or rediss:// and a host'],
    ['a node without a scheme', 'redis://a:1,secret:2', 'must be redis:// or rediss:// and a host'],
    ['a port that is none', 'redis://a:99999999', 'must be redis:// or rediss:// and a host'],
    ['a comma in the password', 'redis://:secret,secret@host:6379', 'a comma in a password is written %2C'],
    ['a comma too many', 'redis://a,', 'must be redis:// or rediss:// and a host'],
    ['encryption for some nodes', 'redis://a,rediss://b', 'must be redis:// or all rediss://'],
    ['a database in a cluster', 'redis://a/1,redis://b/1', 'no numbered databases'],
    ['two passwords', 'redis://:secret@a,redis://:other@b', 'the same user and password'],
    ['sentinels without a master', 'redis+sentinel://secret,b', 'name-of-the-master'],
    ['a database that is none', 'redis+sentinel://a/main/secret', 'name-of-the-master'],
    ['an unknown option', 'redis+sentinel://a/main?secret=1', 'sentinelUsername and sentinelPassword only'],
  ])('is refused by name and rule, and not quoted: %s', (_, url, rule) => {
    const load = (): unknown => loadConfig(queueSettings, { REDIS_URL: url });

    expect(load).toThrow(SettingsError);
    expect(load).toThrow(/REDIS_URL: /);
    expect(load).toThrow(rule);
    expect(load).not.toThrow(/secret/);
  });
});
