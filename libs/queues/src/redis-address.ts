interface RedisNode {
  host: string;
  port: number;
}

/** Required by every node of a cluster, or by whichever node is the master. */
interface RedisAccess {
  username?: string;
  password?: string;
  /** Present when connections are encrypted; certificates are checked against the system's authorities. */
  tls?: Record<string, never>;
}

export type RedisAddress =
  | { kind: 'single'; url: string }
  | { kind: 'cluster'; nodes: RedisNode[]; access: RedisAccess }
  | {
      kind: 'sentinel';
      sentinels: RedisNode[];
      master: string;
      db: number;
      access: RedisAccess;
      sentinelAccess: RedisAccess;
    };

const sentinelPattern =
  /^(?<scheme>rediss?)\+sentinel:\/\/(?:(?<access>[^@/]*)@)?(?<hosts>[^/?]+)\/(?<master>[^/?]+)(?:\/(?<db>\d+))?(?:\?(?<query>.*))?$/;

/**
 * Parses `REDIS_URL`. Throws an `Error` that says what it must look like, without quoting it: it can hold a password.
 */
export function parseRedisUrl(text: string): RedisAddress {
  if (/^rediss?\+sentinel:/.test(text)) return parseSentinel(text);
  if (text.includes(',')) return parseCluster(text.split(',').map((part) => part.trim()));
  parseNode(text);
  return { kind: 'single', url: text };
}

function parseSentinel(text: string): RedisAddress {
  const groups = sentinelPattern.exec(text)?.groups;
  if (!groups?.hosts || !groups.master) {
    throw new Error('with Sentinel it must be redis+sentinel://host:26379,host:26379/name-of-the-master');
  }
  const { scheme, access, hosts, master, db, query } = groups;
  const own = new URL(`${scheme}://${access ? `${access}@` : ''}sentinel`);
  const asked = new URLSearchParams(query);
  for (const key of asked.keys()) {
    if (key !== 'sentinelUsername' && key !== 'sentinelPassword') {
      throw new Error('after the ? there may be sentinelUsername and sentinelPassword only');
    }
  }
  const tls = own.protocol === 'rediss:' ? { tls: {} } : {};
  return {
    kind: 'sentinel',
    sentinels: hosts.split(',').map((host) => nodeOf(parseNode(`redis://${host.trim()}`), 26_379)),
    master: decodeURIComponent(master),
    db: Number(db ?? 0),
    access: accessOf(own),
    sentinelAccess: {
      ...given('username', asked.get('sentinelUsername') ?? ''),
      ...given('password', asked.get('sentinelPassword') ?? ''),
      ...tls,
    },
  };
}

function parseCluster(parts: string[]): RedisAddress {
  const urls = parts.map(parseNode);
  if (new Set(urls.map(({ protocol }) => protocol)).size > 1) {
    throw new Error('all nodes of a cluster must be redis:// or all rediss://');
  }
  if (urls.some(({ pathname }) => !['', '/', '/0'].includes(pathname))) {
    throw new Error('a cluster has no numbered databases: leave the path out');
  }
  const accesses = urls.filter(({ username, password }) => username || password).map(accessOf);
  if (new Set(accesses.map((access) => JSON.stringify(access))).size > 1) {
    throw new Error('all nodes of a cluster must have the same user and password');
  }
  const [first] = urls;
  return {
    kind: 'cluster',
    nodes: urls.map((url) => nodeOf(url, 6_379)),
    access: accesses[0] ?? (first ? accessOf(first) : {}),
  };
}

function parseNode(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['redis:', 'rediss:'].includes(url.protocol) || !url.hostname) {
    throw new Error(
      'must be redis:// or rediss:// and a host; for a cluster several of these, separated by commas (a comma in a password is written %2C); for Sentinel redis+sentinel://host,host/name-of-the-master',
    );
  }
  return url;
}

const nodeOf = ({ hostname, port }: URL, usualPort: number): RedisNode => ({
  // IPv6 addresses are in brackets.
  host: hostname.replace(/^\[(.*)\]$/, '$1'),
  port: Number(port) || usualPort,
});

const accessOf = ({ username, password, protocol }: URL): RedisAccess => ({
  ...given('username', decodeURIComponent(username)),
  ...given('password', decodeURIComponent(password)),
  ...(protocol === 'rediss:' && { tls: {} }),
});

const given = <K extends string>(key: K, value: string): { [key in K]?: string } =>
  value ? ({ [key]: value } as { [key in K]: string }) : {};
