import { rules, setting } from '#platform';

/** Names as in Meta's dashboard; the older ones of the first deployments are accepted too. */
export const webhookSettings = {
  /** All of them verify, so that the secret can be rotated. */
  appSecrets: setting('WHATSAPP_APP_SECRET', rules.commaList, { fromFile: true }),
  verifyToken: setting('WHATSAPP_WEBHOOK_VERIFY_TOKEN', rules.text, { olderName: 'WHATSAPP_VERIFY_TOKEN' }),
};

export const graphSettings = {
  /** The first one sends. */
  apiTokens: setting('WHATSAPP_API_TOKEN', rules.commaList, {
    olderName: 'WHATSAPP_AUTH_TOKEN',
    fromFile: true,
  }),
  phoneNumberId: setting('WHATSAPP_PHONE_NUMBER_ID', rules.text, { olderName: 'WHATSAPP_PHONE_ID' }),
  apiBaseUrl: setting(
    'WHATSAPP_API_BASE_URL',
    rules.url(['https', 'http']).default('https://graph.facebook.com'),
  ),
  apiVersion: setting(
    'WHATSAPP_API_VERSION',
    rules.text.regex(/^v\d+\.\d+$/, 'must read like v26.0').default('v26.0'),
  ),
};
