import { derivedLookupKey, loadConfig, sealingSettings } from '#platform';

/** `keys lookup-key`: the `LOOKUP_KEY` of a deployment older than this setting. */
export function printLookupKey(): void {
  const { encryptionKeys } = loadConfig({ encryptionKeys: sealingSettings.encryptionKeys });
  console.log(derivedLookupKey(encryptionKeys).toString('base64'));
}
