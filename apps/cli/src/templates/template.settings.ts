import { loadConfig } from '#platform';
import { businessAccountSetting, graphSettings, TemplateClient, TokenSource } from '#whatsapp';

import { logToStandardError } from '../library-log.ts';

const { apiTokens, apiTokenFile, apiBaseUrl, apiVersion } = graphSettings;
const templateSettings = {
  apiTokens: { ...apiTokens, ifMissing: "make one for a system user in Meta's business settings" },
  apiTokenFile,
  businessAccountId: businessAccountSetting,
  apiBaseUrl,
  apiVersion,
};

/** For the account that the settings name; of the environment of an app, or of this process. */
export function loadTemplateClient(environment?: NodeJS.ProcessEnv): TemplateClient {
  logToStandardError();
  const config = loadConfig(templateSettings, environment);
  return new TemplateClient(config, new TokenSource(config));
}
