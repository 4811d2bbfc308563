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

/** The address that apps listen on. */
export const hostSetting = setting('HOST', rules.ipAddress.optional());
