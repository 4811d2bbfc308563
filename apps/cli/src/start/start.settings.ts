import { type Config, loadConfig, portSettings, rules, setting } from '#platform';
import { queueSettings } from '#queues';

import { localKeys } from './local-keys.ts';

const text = rules.text.optional();

const startSettings = {
  ...queueSettings,
  ingressPort: portSettings.ingress,
  mediaPort: portSettings.media,
  intentPort: portSettings.intent,
  notifierPort: portSettings.notifier,
  simulatorPort: portSettings.simulator,
  phoneNumberId: setting('WHATSAPP_PHONE_NUMBER_ID', rules.text.default('106540352242922'), {
    olderName: 'WHATSAPP_PHONE_ID',
  }),
  appSecret: setting('WHATSAPP_APP_SECRET', rules.text.default('simulator-secret'), { fromFile: true }),
  verifyToken: setting('WHATSAPP_WEBHOOK_VERIFY_TOKEN', rules.text.default('simulator-verify-token'), {
    olderName: 'WHATSAPP_VERIFY_TOKEN',
  }),
  apiToken: setting('WHATSAPP_API_TOKEN', text, { olderName: 'WHATSAPP_AUTH_TOKEN', fromFile: true }),
  encryptionKeys: setting('ENCRYPTION_KEYS', text, { fromFile: true }),
  lookupKey: setting('LOOKUP_KEY', text, { fromFile: true }),
};
export type StartConfig = Config<typeof startSettings>;

export const loadStartConfig = (): StartConfig => loadConfig(startSettings);

/** Values shared by the simulator and the apps when no real WhatsApp account is configured. */
function simulatedAccount(config: StartConfig): NodeJS.ProcessEnv {
  return {
    WHATSAPP_API_TOKEN: 'simulator-token',
    WHATSAPP_PHONE_NUMBER_ID: config.phoneNumberId,
    WHATSAPP_APP_SECRET: config.appSecret,
    WHATSAPP_WEBHOOK_VERIFY_TOKEN: config.verifyToken,
    WHATSAPP_API_BASE_URL: `http://127.0.0.1:${config.simulatorPort}`,
    SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${config.ingressPort}/webhook`,
  };
}

/** The environment of the apps: this process's, plus what `npm start` provides. */
export async function appEnvironment(config: StartConfig, databaseUrl: string): Promise<NodeJS.ProcessEnv> {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    ...(await localKeys(config, databaseUrl)),
    ...(!config.apiToken && simulatedAccount(config)),
  };
}
