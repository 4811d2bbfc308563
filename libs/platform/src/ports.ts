import { isIP } from 'node:net';
import { hostname } from 'node:os';

import { rules, setting } from './settings.ts';

/** The apps' default ports. */
export const usualPorts = {
  ingress: 3000,
  media: 3001,
  intent: 3002,
  notifier: 3003,
  ops: 3004,
  simulator: 3005,
};

export const portSettings = {
  ingress: setting('INGRESS_PORT', rules.port(usualPorts.ingress)),
  media: setting('MEDIA_PORT', rules.port(usualPorts.media)),
  intent: setting('INTENT_PORT', rules.port(usualPorts.intent)),
  notifier: setting('NOTIFIER_PORT', rules.port(usualPorts.notifier)),
  ops: setting('OPS_PORT', rules.port(usualPorts.ops)),
  simulator: setting('SIMULATOR_PORT', rules.port(usualPorts.simulator)),
};

/** Names of this machine's loopback addresses. */
const loopback = new Map([
  ['localhost', '127.0.0.1'],
  ['localhost.', '127.0.0.1'],
  ['ip6-localhost', '::1'],
]);

/** What tcsh (this machine's name) and conda (the platform it compiles for) put into HOST: nobody means to listen there. */
function isOfShell(value: string): boolean {
  const [name, own] = [value, hostname()].map((one) => one.toLowerCase().split('.')[0]);
  return name === own || /-(conda|apple)-/.test(value);
}

const addressOf = (value: string): string | undefined =>
  isIP(value) === 0 ? loopback.get(value.toLowerCase()) : value;

const given = rules.text.refine(
  (value) => addressOf(value) !== undefined || isOfShell(value),
  'must be an IP address, such as 127.0.0.1 or 0.0.0.0, or localhost',
);

/** The IP address that apps listen on. What a shell put there by itself counts as not set. */
export const hostSetting = setting(
  'HOST',
  given.optional().transform((value) => value && addressOf(value)),
);

/** A warning where HOST counts as not set. */
export const hostWarningSetting = setting(
  'HOST',
  given
    .optional()
    .transform((value) =>
      value && !addressOf(value)
        ? 'HOST is ignored: it holds a name, as some shells set it, and no IP address'
        : undefined,
    ),
);
