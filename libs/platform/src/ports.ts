import { isIP } from 'node:net';

import { rules, setting } from './settings.ts';

/** The apps' default ports. */
export const usualPorts = { ingress: 3000, media: 3001, intent: 3002, notifier: 3003, simulator: 3005 };

export const portSettings = {
  ingress: setting('INGRESS_PORT', rules.port(usualPorts.ingress)),
  media: setting('MEDIA_PORT', rules.port(usualPorts.media)),
  intent: setting('INTENT_PORT', rules.port(usualPorts.intent)),
  notifier: setting('NOTIFIER_PORT', rules.port(usualPorts.notifier)),
  simulator: setting('SIMULATOR_PORT', rules.port(usualPorts.simulator)),
};

const thisMachineOnly = '127.0.0.1';

/** No address, but a name: tcsh sets HOST to the machine's, conda to that of the platform it compiles for. */
const isName = (value: string): boolean =>
  /^[a-z0-9_.-]*[a-z][a-z0-9_.-]*$/i.test(value) && value !== 'localhost';

const given = rules.text.refine(
  (value) => isIP(value) !== 0 || value === 'localhost' || isName(value),
  'must be an IP address, such as 127.0.0.1 or 0.0.0.0, or localhost',
);

/** The IP address that apps listen on. A name counts as not set: it would open the ports unasked. */
export const hostSetting = setting(
  'HOST',
  given
    .optional()
    .transform((value) =>
      value === 'localhost' ? thisMachineOnly : value && !isName(value) ? value : undefined,
    ),
);

/** A warning where HOST counts as not set. */
export const hostWarningSetting = setting(
  'HOST',
  given
    .optional()
    .transform((value) =>
      value && isName(value)
        ? 'HOST is ignored: it holds a name, as some shells set it, and no IP address'
        : undefined,
    ),
);
