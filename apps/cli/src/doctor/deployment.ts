import { loadConfig, SettingsError } from '#platform';
import { queueSettings } from '#queues';
import { AccountClient, graphSettings, optionalAppSettings, TokenClient, TokenSource } from '#whatsapp';

import { logToStandardError } from '../library-log.ts';
import { besideStart } from '../start/database.ts';
import { loadStartConfig, standInSettings, whatsappEnvironment } from '../start/start.settings.ts';

/** What is looked at: the deployment that the settings describe, or a running `npm start`. Each part throws `SettingsError` by itself. */
export interface Deployment {
  /** WhatsApp is the simulator of `npm start`, since there is no token for the real one. */
  isSimulated: boolean;
  environment: NodeJS.ProcessEnv;
  /** Else they live in the database. */
  hasRedis: boolean;
  /** The one that is set, or that of a running `npm start`. */
  databaseUrl(): Promise<string | undefined>;
  token(): TokenSource;
  account(): AccountClient;
  /** Undefined without the settings of the app. */
  tokens(): TokenClient | undefined;
}

const redis = { redisUrl: queueSettings.redisUrl };

export function findDeployment(): Deployment {
  logToStandardError();
  const isSimulated = unlessWrong(standInSettings.isSimulated) ?? false;
  const start = isSimulated ? unlessWrong(loadStartConfig) : undefined;
  const environment = start ? whatsappEnvironment(start) : process.env;
  const { apiTokens, apiTokenFile, apiBaseUrl, apiVersion } = graphSettings;
  const load = () => loadConfig({ apiTokens, apiTokenFile, apiBaseUrl, apiVersion }, environment);
  const token = (): TokenSource => new TokenSource(load());
  return {
    isSimulated,
    environment,
    // One that is not well-formed is still where they are to live.
    hasRedis: unlessWrong(() => loadConfig(redis, environment).redisUrl === undefined) !== true,
    databaseUrl: async () =>
      loadConfig({ databaseUrl: queueSettings.databaseUrl }, environment).databaseUrl ??
      (await besideStart()),
    token,
    account: () => new AccountClient(load(), token()),
    tokens: () => {
      const { appId, appSecrets, ...config } = loadConfig(
        { apiBaseUrl, apiVersion, ...optionalAppSettings },
        environment,
      );
      return appId && appSecrets ? new TokenClient({ ...config, appId, appSecrets }) : undefined;
    },
  };
}

/** The check of the settings tells of what is wrong with them. */
function unlessWrong<T>(load: () => T): T | undefined {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return undefined;
  }
}
