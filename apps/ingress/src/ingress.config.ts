import { type Config, rules, sealingSettings, setting } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings, webhookSettings } from '#whatsapp';

export const ingressSettings = {
  port: setting('INGRESS_PORT', rules.port(3000)),
  ...webhookSettings,
  /** What comes for another number is set aside. */
  phoneNumberId: graphSettings.phoneNumberId,
  ...queueSettings,
  ...sealingSettings,
};
export type IngressConfig = Config<typeof ingressSettings>;

export const INGRESS_CONFIG = Symbol('ingress config');
