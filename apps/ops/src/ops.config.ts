import { dataSettings, sendLimitSettings } from '#data';
import { type Config, portSettings, rules, sealingSettings, setting } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings } from '#whatsapp';

import { trustedProxiesSchema } from './access/client-address.ts';
import { watchedAppsSchema } from './state/watched-app.ts';

const shortestToken = 20;

const tokenSchema = rules.text.min(shortestToken, `must have at least ${shortestToken} characters`);

export const opsSettings = {
  port: portSettings.ops,
  ...queueSettings,
  ...dataSettings,
  ...sealingSettings,
  opsToken: setting('OPS_TOKEN', tokenSchema, {
    fromFile: true,
    ifMissing: 'people on call log in with it; `openssl rand -base64 32` makes one',
  }),
  opsReadToken: setting('OPS_READ_TOKEN', tokenSchema.optional(), { fromFile: true }),
  apps: setting('OPS_APPS', watchedAppsSchema.optional()),
  trustedProxies: setting('OPS_TRUSTED_PROXIES', trustedProxiesSchema.optional()),
  ingressPort: portSettings.ingress,
  mediaPort: portSettings.media,
  intentPort: portSettings.intent,
  notifierPort: portSettings.notifier,
  phoneNumberId: graphSettings.phoneNumberId,
  ...sendLimitSettings,
};
export type OpsConfig = Config<typeof opsSettings>;

export const OPS_CONFIG = Symbol('ops config');
