import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadConfig, rules, setting, type Settings, SettingsError } from './settings.ts';

const settings = {
  token: setting('API_TOKEN', rules.text, { olderName: 'AUTH_TOKEN', fromFile: true }),
  port: setting('APP_PORT', rules.port(3000)),
  secrets: setting('APP_SECRETS', rules.commaList),
  queueUrl: setting('QUEUE_URL', rules.url(['redis', 'rediss'])),
};
const right = { API_TOKEN: 't0ken', APP_SECRETS: 's3cret', QUEUE_URL: 'redis://queue:6379' };

function faultsOf(environment: NodeJS.ProcessEnv, wanted: Settings = settings): string[] {
  try {
    loadConfig(wanted, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('are read by their names', () => {
    expect(loadConfig(settings, right)).toEqual({
      token: 't0ken',
      port: 3000,
      secrets: ['s3cret'],
      queueUrl: 'redis://queue:6379',
    });
  });

  it('that are wrong are listed all together, each by name and rule', () => {
    const faults = faultsOf({ APP_PORT: 'ninety', QUEUE_URL: 'http://queue' });

    expect(faults).toEqual([
      'API_TOKEN: must be set',
      'APP_PORT: must be a port number',
      'APP_SECRETS: must be set',
      'QUEUE_URL: must be a URL that begins with redis:// or rediss://',
    ]);
    expect(new SettingsError(faults).message).toContain('APP_SECRETS: must be set\n');
  });

  it.each([
    ['many', 'must be a whole number'],
    ['2.5', 'must be a whole number'],
    ['0', 'must be at least 1'],
    ['1000000000', undefined],
    ['1000000001', 'must be at most 1,000,000,000'],
    ['9007199254740993', 'must be at most 1,000,000,000'],
  ])('that count are whole numbers within bounds: %s', (value, fault) => {
    const faults = faultsOf({ LIMIT: value }, { limit: setting('LIMIT', rules.count(30)) });

    expect(faults).toEqual(fault === undefined ? [] : [`LIMIT: ${fault}`]);
  });

  it('are needed with some values of another one only', () => {
    const wanted = {
      key: setting('KEY', rules.text.optional(), {
        neededWith: { name: 'MODE', values: ['far'] },
        ifMissing: 'ask for one',
        fromFile: true,
      }),
    };

    expect(faultsOf({ MODE: 'far' }, wanted)).toEqual(['KEY: must be set with MODE=far; ask for one']);
    expect(faultsOf({ MODE: 'far', KEY: 'it' }, wanted)).toEqual([]);
    expect(faultsOf({ MODE: 'near' }, wanted)).toEqual([]);
    expect(faultsOf({}, wanted)).toEqual([]);
  });

  it('never show their value, however wrong it is', () => {
    const environment = {
      API_TOKEN_FILE: '/no/such/file-hunter2',
      APP_PORT: 'hunter2',
      APP_SECRETS: ', ,',
      QUEUE_URL: 'http://user:hunter2@queue',
    };

    const faults = faultsOf(environment);

    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).not.toContain('hunter2');
  });

  it('that are empty count as not set', () => {
    expect(faultsOf({ ...right, API_TOKEN: '' })).toEqual(['API_TOKEN: must be set']);
    expect(loadConfig(settings, { ...right, APP_PORT: '' }).port).toBe(3000);
  });

  it('are accepted under their older name, which the new one overrules', () => {
    const { API_TOKEN: _, ...others } = right;

    expect(loadConfig(settings, { ...others, AUTH_TOKEN: 'old' }).token).toBe('old');
    expect(loadConfig(settings, { ...right, AUTH_TOKEN: 'old' }).token).toBe('t0ken');
    expect(loadConfig(settings, { ...others, API_TOKEN: '', AUTH_TOKEN: 'old' }).token).toBe('old');
  });
});

describe('a setting in a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function file(content: string): string {
    const path = join(folder, 'secret');
    writeFileSync(path, content);
    return path;
  }

  it('is read without the line end that editors put there', () => {
    expect(loadConfig(settings, { ...right, API_TOKEN_FILE: file('from a file\n') }).token).toBe(
      'from a file',
    );
  });

  it('is missing when the file is empty', () => {
    const { API_TOKEN: _, ...others } = right;

    expect(faultsOf({ ...others, API_TOKEN_FILE: file('\n') })).toEqual(['API_TOKEN: must be set']);
  });

  it('that cannot be read is reported under the name that points to it', () => {
    const [fault, ...more] = faultsOf({ ...right, API_TOKEN_FILE: join(folder, 'missing') });

    expect(fault).toBe('API_TOKEN_FILE: names a file that cannot be read (ENOENT)');
    expect(more).toEqual([]);
  });

  it('is not looked for unless the setting allows it', () => {
    const { APP_SECRETS: _, ...others } = right;

    expect(faultsOf({ ...others, APP_SECRETS_FILE: file('x') })).toEqual(['APP_SECRETS: must be set']);
  });
});

describe('the rule for', () => {
  const port = (value: string): string[] => faultsOf({ ...right, APP_PORT: value });
  const queueUrl = (value: string): string[] => faultsOf({ ...right, QUEUE_URL: value });

  it.each(['0', '-1', '65536', '80.5', 'http', 'NaN', 'Infinity'])('ports refuses %s', (value) => {
    expect(port(value)).toEqual(['APP_PORT: must be a port number']);
  });

  it.each(['1', '80', '65535'])('ports takes %s', (value) => {
    expect(loadConfig(settings, { ...right, APP_PORT: value }).port).toBe(Number(value));
  });

  it('comma lists trims the parts and leaves out empty ones', () => {
    expect(loadConfig(settings, { ...right, APP_SECRETS: ' new , ,old,' }).secrets).toEqual(['new', 'old']);
  });

  it('comma lists refuses a list of nothing', () => {
    expect(faultsOf({ ...right, APP_SECRETS: ' , ' })).toEqual(['APP_SECRETS: must name at least one value']);
  });

  it.each(['queue:6379', 'not a url', 'redis', '//queue', 'https://queue'])('URLs refuses %s', (value) => {
    expect(queueUrl(value)).toEqual(['QUEUE_URL: must be a URL that begins with redis:// or rediss://']);
  });

  it.each(['redis://queue', 'rediss://user:password@queue:6379/1'])('URLs takes %s', (value) => {
    expect(queueUrl(value)).toEqual([]);
  });
});
