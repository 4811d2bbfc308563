import { parseArgs } from 'node:util';

import { usualPorts } from '#platform';

/** Each option is another way to give a setting. */
const options = {
  webhook: { setting: 'SIMULATOR_WEBHOOK_URL', means: 'where your webhook is' },
  name: { setting: 'SIMULATOR_BUSINESS_NAME', means: 'what your business is called on the phone' },
  port: {
    setting: 'SIMULATOR_PORT',
    means: `where the simulator listens, ${usualPorts.simulator} if not given`,
  },
  token: { setting: 'WHATSAPP_API_TOKEN', means: 'the access token; several, separated by commas' },
  'phone-number-id': { setting: 'WHATSAPP_PHONE_NUMBER_ID', means: 'the id of the business number' },
  'account-id': { setting: 'WHATSAPP_BUSINESS_ACCOUNT_ID', means: 'the id of the business account' },
  'app-secret': { setting: 'WHATSAPP_APP_SECRET', means: 'signs the webhooks' },
  'verify-token': {
    setting: 'WHATSAPP_WEBHOOK_VERIFY_TOKEN',
    means: 'is sent when your webhook is verified',
  },
} as const;

const lines = Object.entries(options).map(
  ([name, { setting, means }]) => `  --${name.padEnd(16)} ${setting.padEnd(30)} ${means}`,
);

const usage = `Usage: npm run simulator -- --webhook http://127.0.0.1:${usualPorts.ingress}/webhook

Each option can be given as a setting in the environment as well:

${lines.join('\n')}
`;

const known = {
  ...Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' as const }])),
  help: { type: 'boolean' as const },
};

/** Settings, or what to print instead of starting. */
type CommandLine = { settings: Record<string, string> } | { usage: string; wrong: boolean };

/** Reads what stands behind `npm run simulator --`. */
export function readCommandLine(words: string[]): CommandLine {
  try {
    const values: Record<string, unknown> = parseArgs({ args: words, options: known }).values;
    if (values.help) return { usage, wrong: false };
    const settings: Record<string, string> = {};
    for (const [name, { setting }] of Object.entries(options)) {
      const value = values[name];
      if (typeof value === 'string') settings[setting] = value;
    }
    return { settings };
  } catch (error) {
    return { usage: `${(error as Error).message}\n\n${usage}`, wrong: true };
  }
}
