/** What was parsed, as text again. Never throws: V8 gives up on nesting of some thousand levels, which WhatsApp never sends. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '"nested too deeply to be kept"';
  }
}
