import { type Config, portSettings, sealingSettings } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings, webhookSettings } from '#whatsapp';

export const ingressSettings = {
  port: portSettings.ingress,
  ...webhookSettings,
  /** Messages and statuses for any other number are set aside. */
  phoneNumberId: graphSettings.phoneNumberId,
  ...queueSettings,
  ...sealingSettings,
};
export type IngressConfig = Config<typeof ingressSettings>;

export const INGRESS_CONFIG = Symbol('ingress config');
