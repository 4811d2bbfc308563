import { rules, setting } from '#platform';

/** Names as in Meta's dashboard; the older ones of the first deployments are accepted too. */
export const webhookSettings = {
  /** All of them verify, so that the secret can be rotated. */
  appSecrets: setting('WHATSAPP_APP_SECRET', rules.commaList, { fromFile: true }),
  verifyToken: setting('WHATSAPP_WEBHOOK_VERIFY_TOKEN', rules.text, {
    olderName: 'WHATSAPP_VERIFY_TOKEN',
    fromFile: true,
  }),
};

/** To ask about tokens. */
export const appSettings = {
  appId: setting('WHATSAPP_APP_ID', rules.text, {
    ifMissing: 'it is shown at the top of the app in the dashboard',
  }),
  /** The first one is used. */
  appSecrets: webhookSettings.appSecrets,
};

/** The same for an app that also works without. */
export const optionalAppSettings = {
  appId: { ...appSettings.appId, schema: appSettings.appId.schema.optional() },
  appSecrets: { ...appSettings.appSecrets, schema: appSettings.appSecrets.schema.optional() },
};

/** Whose message templates these are. */
export const businessAccountSetting = setting('WHATSAPP_BUSINESS_ACCOUNT_ID', rules.text, {
  ifMissing: 'the dashboard shows it beside the phone number id',
});

/** The same for an app that also works without. */
export const optionalBusinessAccountSetting = {
  ...businessAccountSetting,
  schema: businessAccountSetting.schema.optional(),
};

export const graphSettings = {
  /** The first one sends. */
  apiTokens: setting('WHATSAPP_API_TOKEN', rules.commaList, {
    olderName: 'WHATSAPP_AUTH_TOKEN',
    fromFile: true,
  }),
  /** Where to look for a newer one. */
  apiTokenFile: setting('WHATSAPP_API_TOKEN_FILE', rules.text.optional()),
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
