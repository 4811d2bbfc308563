import { derivedLookupKey, loadConfig, sealingSettings } from '#platform';

/** `keys lookup-key`: the `LOOKUP_KEY` of a deployment that was filled before there was this setting. */
export function printLookupKey(): void {
  const { encryptionKeys } = loadConfig({ encryptionKeys: sealingSettings.encryptionKeys });
  console.log(derivedLookupKey(encryptionKeys).toString('base64'));
}
