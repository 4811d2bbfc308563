import { type Config, rules, sealingSettings, setting } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings } from '#whatsapp';

export const mediaSettings = {
  port: setting('MEDIA_PORT', rules.port(3001)),
  ...queueSettings,
  ...graphSettings,
  ...sealingSettings,
};
export type MediaConfig = Config<typeof mediaSettings>;
