import { type Config, portSettings, sealingSettings } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings, webhookSettings } from '#whatsapp';

export const ingressSettings = {
  port: portSettings.ingress,
  ...webhookSettings,
  /** What comes for another number is set aside. */
  phoneNumberId: graphSettings.phoneNumberId,
  ...queueSettings,
  ...sealingSettings,
};
export type IngressConfig = Config<typeof ingressSettings>;

export const INGRESS_CONFIG = Symbol('ingress config');
