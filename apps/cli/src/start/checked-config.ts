import { loadConfig, portSettings, type Settings, SettingsError } from '#platform';

import {
  type AppName,
  appNames,
  loadStartConfig,
  type StartConfig,
  standInSettings,
} from './start.settings.ts';

/** Throws one error with the faults of all settings: of `npm start` and, as they declare them, of the apps it starts. */
export async function loadCheckedConfig(): Promise<StartConfig> {
  const faults: string[] = [];
  const attempt = <T>(load: () => T): T | undefined => {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
  const config = attempt(loadStartConfig);
  const isSimulated = attempt(standInSettings.isSimulated) ?? false;
  const environment = standInSettings.environment(isSimulated);
  const names = appNames(isSimulated);
  for (const name of names) {
    const settings = await settingsOf(name);
    attempt(() => loadConfig(settings, environment));
  }
  const ports = names.map((name) => ({
    setting: portSettings[name].name,
    port: attempt(() => loadConfig({ port: portSettings[name] }).port),
  }));
  faults.push(...sharedPorts(ports));
  if (!config || faults.length > 0) throw new SettingsError([...new Set(faults)]);
  return config;
}

/** By its path, as the app itself is started: apps do not import each other. */
async function settingsOf(name: AppName): Promise<Settings> {
  const path = `../../../${name}/src/${name}.config.js`;
  const { [`${name}Settings`]: settings } = (await import(path)) as Record<string, Settings>;
  if (!settings) throw new Error(`${name}.config declares no ${name}Settings`);
  return settings;
}

function sharedPorts(ports: { setting: string; port?: number }[]): string[] {
  return ports.flatMap(({ setting, port }, at) => {
    const first = ports.findIndex((other) => port !== undefined && other.port === port);
    return first < 0 || first === at
      ? []
      : [`${setting}: is ${port} like ${ports[first]?.setting}; each app needs a port of its own`];
  });
}
