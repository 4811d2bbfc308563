import { type Config, loadConfig } from '#platform';
import { appSettings, graphSettings } from '#whatsapp';

import { logToStandardError } from '../library-log.ts';

const { apiTokens, apiTokenFile, apiBaseUrl, apiVersion } = graphSettings;
const tokenSettings = {
  apiTokens: { ...apiTokens, ifMissing: "make one for a system user in Meta's business settings" },
  apiTokenFile,
  apiBaseUrl,
  apiVersion,
  ...appSettings,
};

export const loadTokenConfig = (): Config<typeof tokenSettings> & { token: string } => {
  logToStandardError();
  const config = loadConfig(tokenSettings);
  return { ...config, token: config.apiTokens[0] ?? '' };
};
