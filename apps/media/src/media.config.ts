import { accessSettings, dataSettings } from '#data';
import { type Config, portSettings, sealingSettings } from '#platform';
import { queueSettings } from '#queues';
import { geminiSettings, timezoneSettings } from '#understanding';
import { graphSettings } from '#whatsapp';

export const mediaSettings = {
  port: portSettings.media,
  ...timezoneSettings,
  ...geminiSettings,
  ...queueSettings,
  ...graphSettings,
  ...sealingSettings,
  ...accessSettings,
  databaseUrl: dataSettings.databaseUrl,
};
export type MediaConfig = Config<typeof mediaSettings>;

export const MEDIA_CONFIG = Symbol('media config');
