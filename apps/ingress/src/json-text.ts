/** `JSON.stringify` that never throws: V8 fails at some thousand levels of nesting, which WhatsApp never sends. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '"nested too deeply to be kept"';
  }
}
