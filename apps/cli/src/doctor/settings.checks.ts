import { SettingsError } from '#platform';

import { loadCheckedConfig } from '../start/checked-config.ts';
import { failing, type Finding, unlessAny, warning } from './finding.ts';

/** The settings of all apps, as they themselves declare them. */
export async function checkSettings(isSimulated: boolean): Promise<Finding[]> {
  try {
    const { hostWarning } = await loadCheckedConfig();
    const found = [
      ...(hostWarning ? [warning(hostWarning, 'Set HOST to an IP address, or not at all.')] : []),
      ...(isSimulated
        ? [
            warning(
              'WHATSAPP_API_TOKEN is not set: WhatsApp is simulated, and what follows is about the simulator',
              'Set the token of the real number, where this is to be a deployment.',
            ),
          ]
        : []),
    ];
    return unlessAny(found, 'those of all apps are complete and well-formed');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults.map((fault) => failing(fault, 'README.md lists all settings.'));
  }
}
