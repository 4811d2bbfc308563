import { hostname } from 'node:os';

import { hostSetting, hostWarningSetting } from './ports.ts';
import { loadConfig } from './settings.ts';

const load = (HOST?: string): { host?: string; warning?: string } =>
  loadConfig({ host: hostSetting, warning: hostWarningSetting }, { HOST });

describe('HOST', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::', '::'],
    ['localhost', '127.0.0.1'],
    ['LOCALHOST.', '127.0.0.1'],
    ['ip6-localhost', '::1'],
    ['', undefined],
    [undefined, undefined],
  ])('%j has the apps listen on %j', (given, host) => {
    expect(load(given)).toEqual({ host, warning: undefined });
  });

  it.each([`${hostname()}.local`, 'x86_64-conda-linux-gnu', 'arm64-apple-darwin20.0.0'])(
    '%j counts as not set, with a warning',
    (name) => {
      const { host, warning } = load(name);

      expect(host).toBeUndefined();
      expect(warning).toContain('HOST is ignored');
      expect(warning).not.toContain(name);
    },
  );

  it.each(['127.0.0', '300.1.1.1', 'fe80::xyz', 'http://127.0.0.1', 'web.example', 'elsewhere'])(
    '%j is wrong',
    (given) => {
      expect(() => load(given)).toThrow('HOST: must be an IP address');
    },
  );
});
