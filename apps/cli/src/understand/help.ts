/** What `--help` says beside the options. */
export const understandHelp = `
Standard input has one JSON object a line: {"text", "reference"?, "timezone"?}
  reference  when it was said, ISO 8601; without an offset in that zone; now by default
  timezone   IANA name; DEFAULT_TIMEZONE or UTC by default
Standard output has one JSON object for each line, in the same order: {"intent", "confidence", "title"?,
"when"?: {"start", "end"?, "grain"}, …}, with all "actions" when there are several. A line that is no such object is
answered with {"error"}; the rest is still read, and the command exits with 1 at the end.

  echo '{"text": "dentist tuesday at 3"}' | npm run --silent handsfree -- understand`;
