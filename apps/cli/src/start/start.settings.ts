import { randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';

import { migrationSettings } from '#data/admin';
import {
  type Config,
  hostSetting,
  hostWarningSetting,
  loadConfig,
  portSettings,
  rules,
  setting,
  tracingSettings,
} from '#platform';
import { queueSettings } from '#queues';
import { geminiSettings } from '#understanding';
import { optionalBusinessAccountSetting } from '#whatsapp';

import { dataFolder } from './data-folder.ts';
import { KeyFile } from './key-file.ts';
import { localKeys, newKey } from './local-keys.ts';

export type AppName = keyof typeof portSettings;

const text = rules.text.optional();
const thisMachineOnly = '127.0.0.1';

const startSettings = {
  ...queueSettings,
  ...migrationSettings,
  ...geminiSettings,
  ...tracingSettings,
  host: { ...hostSetting, schema: hostSetting.schema.transform((address) => address ?? thisMachineOnly) },
  hostWarning: hostWarningSetting,
  ingressPort: portSettings.ingress,
  mediaPort: portSettings.media,
  intentPort: portSettings.intent,
  notifierPort: portSettings.notifier,
  opsPort: portSettings.ops,
  simulatorPort: portSettings.simulator,
  phoneNumberId: setting('WHATSAPP_PHONE_NUMBER_ID', rules.text.default('106540352242922'), {
    olderName: 'WHATSAPP_PHONE_ID',
  }),
  /** Only needed to look at the templates of a real account. */
  businessAccountId: optionalBusinessAccountSetting,
  appId: setting('WHATSAPP_APP_ID', rules.text.default('584544743160774')),
  appSecret: setting('WHATSAPP_APP_SECRET', rules.text.default('simulator-secret'), { fromFile: true }),
  verifyToken: setting('WHATSAPP_WEBHOOK_VERIFY_TOKEN', rules.text.default('simulator-verify-token'), {
    olderName: 'WHATSAPP_VERIFY_TOKEN',
    fromFile: true,
  }),
  apiToken: setting('WHATSAPP_API_TOKEN', text, { olderName: 'WHATSAPP_AUTH_TOKEN', fromFile: true }),
  encryptionKeys: setting('ENCRYPTION_KEYS', text, { fromFile: true }),
  lookupKey: setting('LOOKUP_KEY', text, { fromFile: true }),
  opsToken: setting('OPS_TOKEN', text, { fromFile: true }),
};
export type StartConfig = Config<typeof startSettings>;

export const loadStartConfig = (): StartConfig => loadConfig(startSettings);

/** The apps that `npm start` starts: WhatsApp is simulated unless there is a token for the real one. */
export const appNames = (isSimulated: boolean): AppName[] => [
  'ingress',
  'media',
  'intent',
  'notifier',
  'ops',
  ...(isSimulated ? (['simulator'] as const) : []),
];

/** Where an app is reached from this machine. */
export function localUrl(config: StartConfig, name: AppName): string {
  const { host } = config;
  const isEveryAddress = /^[0:.]+$/.test(host);
  const reached = isEveryAddress ? thisMachineOnly : isIPv6(host) ? `[${host}]` : host;
  return `http://${reached}:${config[`${name}Port`]}`;
}

/** Values shared by the simulator and the apps when no real WhatsApp account is configured. */
function simulatedAccount(config: StartConfig): NodeJS.ProcessEnv {
  return {
    WHATSAPP_API_TOKEN: 'simulator-token',
    WHATSAPP_PHONE_NUMBER_ID: config.phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: config.businessAccountId ?? '102290129340398',
    WHATSAPP_APP_ID: config.appId,
    WHATSAPP_APP_SECRET: config.appSecret,
    WHATSAPP_WEBHOOK_VERIFY_TOKEN: config.verifyToken,
    WHATSAPP_API_BASE_URL: localUrl(config, 'simulator'),
    SIMULATOR_WEBHOOK_URL: `${localUrl(config, 'ingress')}/webhook`,
  };
}

/** This process's environment, with the simulator's account in it when there is no real one. */
export const whatsappEnvironment = (config: StartConfig): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(!config.apiToken && simulatedAccount(config)),
});

/** The environment of the apps: this process's, plus what `npm start` provides. */
export async function appEnvironment(config: StartConfig, databaseUrl: string): Promise<NodeJS.ProcessEnv> {
  return {
    ...whatsappEnvironment(config),
    HOST: config.host,
    DATABASE_URL: databaseUrl,
    ...(await localKeys(config, databaseUrl)),
    ...(!config.opsToken && { OPS_TOKEN: localOpsToken() }),
    OPS_APPS: process.env.OPS_APPS || watchedApps(config),
  };
}

/** Nothing in the database needs it: a lost one is made anew. */
function localOpsToken(): string {
  const file = new KeyFile(dataFolder, 'ops-token', 'OPS_TOKEN');
  return file.read() ?? file.make(false, randomBytes(24).toString('base64url'));
}

const watchedApps = (config: StartConfig): string =>
  (['ingress', 'media', 'intent', 'notifier'] as const)
    .map((name) => `${name}=${new URL(localUrl(config, name)).host}`)
    .join(',');

/** To look at the apps' settings before there are a database and keys. */
export const standInSettings = {
  isSimulated: (): boolean => !loadConfig({ apiToken: startSettings.apiToken }).apiToken,

  /** Given settings, with something valid in place of each that `npm start` is going to provide. */
  environment(isSimulated: boolean): NodeJS.ProcessEnv {
    const given = Object.entries(process.env).filter(([, value]) => value);
    return {
      DATABASE_URL: 'postgresql://embedded',
      ENCRYPTION_KEYS: `local:${newKey()}`,
      LOOKUP_KEY: newKey(),
      OPS_TOKEN: newKey(),
      ...(isSimulated && {
        WHATSAPP_API_TOKEN: 'simulated',
        WHATSAPP_PHONE_NUMBER_ID: 'simulated',
        WHATSAPP_APP_SECRET: 'simulated',
        WHATSAPP_WEBHOOK_VERIFY_TOKEN: 'simulated',
      }),
      ...Object.fromEntries(given),
    };
  },
};
