import { type Config, portSettings, sealingSettings } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings } from '#whatsapp';

export const mediaSettings = {
  port: portSettings.media,
  ...queueSettings,
  ...graphSettings,
  ...sealingSettings,
};
export type MediaConfig = Config<typeof mediaSettings>;
