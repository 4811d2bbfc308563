import { type Config, portSettings, rules, setting, usualPorts } from '#platform';

import { unnamedBusiness } from './business-name.ts';

/** What a real deployment copies from Meta's dashboard has a default here, so that both sides agree unasked. */
export const simulatorSettings = {
  port: portSettings.simulator,
  /** Any of these may send. */
  tokens: setting('WHATSAPP_API_TOKEN', rules.commaList.default(['simulator-token']), {
    olderName: 'WHATSAPP_AUTH_TOKEN',
    fromFile: true,
  }),
  phoneNumberId: setting('WHATSAPP_PHONE_NUMBER_ID', rules.text.default('106540352242922'), {
    olderName: 'WHATSAPP_PHONE_ID',
  }),
  businessAccountId: setting('WHATSAPP_BUSINESS_ACCOUNT_ID', rules.text.default('102290129340398')),
  /** Whose uploads in pieces these are. */
  appId: setting('WHATSAPP_APP_ID', rules.text.default('584544743160774')),
  /** During a rotation several are set; the first one signs. */
  appSecret: setting(
    'WHATSAPP_APP_SECRET',
    rules.commaList.default(['simulator-secret']).transform(([first]) => first ?? ''),
    { fromFile: true },
  ),
  /** What the business is asked for when its address is verified. */
  verifyToken: setting('WHATSAPP_WEBHOOK_VERIFY_TOKEN', rules.text.default('simulator-verify-token'), {
    olderName: 'WHATSAPP_VERIFY_TOKEN',
    fromFile: true,
  }),
  /** As people see it on their phones, and the Graph API tells it. */
  businessName: setting('SIMULATOR_BUSINESS_NAME', rules.text.default(unnamedBusiness)),
  webhookUrl: setting(
    'SIMULATOR_WEBHOOK_URL',
    rules.url(['http', 'https']).default(`http://127.0.0.1:${usualPorts.ingress}/webhook`),
  ),
};

export type SimulatorConfig = Config<typeof simulatorSettings>;

export const SIMULATOR_CONFIG = Symbol('simulator config');
