import { dataSettings } from '#data';
import { type Config, portSettings, sealingSettings } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings } from '#whatsapp';

export const notifierSettings = {
  port: portSettings.notifier,
  ...queueSettings,
  ...dataSettings,
  ...graphSettings,
  ...sealingSettings,
};
export type NotifierConfig = Config<typeof notifierSettings>;
