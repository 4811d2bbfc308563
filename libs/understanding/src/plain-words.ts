/** An HTML tag by its form: "a < b", "<3" and "a<b and c>d" are none. */
const TAG =
  /<\/?[a-z][a-z0-9]{0,15}(?:\s{1,5}[\w:-]{1,40}=(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s"'<>]{1,500})){0,20}\s{0,5}\/?>/gi;
const LINE_TAG = /<(?:br|\/?p|\/?div|\/?li|\/?tr)\b[^<>]{0,100}>/gi;
const NOT_TEXT = /<(script|style)\b[^<>]{0,300}>[^<>]{0,1000}<\/\1\s?>/gi;
const COMMENT = /<!--[^<>]{0,1000}-->/g;
const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }));
const ENTITY = /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,6}));/gi;

/**
 * A pair of WhatsApp's marks around words, "*bold*": each stands at the edge of a word, so that "5*3", "2 * 3 * 4" and
 * "snake_case_name" stay.
 */
const MARKED = [
  /(?<![\p{L}\p{N}`])```([^`]{1,1000})```(?![\p{L}\p{N}`])/gu,
  /(?<![\p{L}\p{N}`])`([^`\s](?:[^`\n]{0,300}[^`\s])?)`(?![\p{L}\p{N}`])/gu,
  /(?<![\p{L}\p{N}*])\*([^*\s](?:[^*\n]{0,300}[^*\s])?)\*(?![\p{L}\p{N}*])/gu,
  /(?<![\p{L}\p{N}_])_([^_\s](?:[^_\n]{0,300}[^_\s])?)_(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}~])~([^~\s](?:[^~\n]{0,300}[^~\s])?)~(?![\p{L}\p{N}~])/gu,
];
/** "*_call mom_*" */
const mostNested = 3;
/** No title is longer, and text that was made to be costly is left as it is. */
const longestText = 20_000;

/** The words without HTML tags and without the marks that WhatsApp shows as bold, italic, struck out or monospaced. */
export function withoutMarkup(text: string): string {
  if (text.length > longestText || !/[<&*_~`]/.test(text)) return text;
  const untagged = text
    .replace(COMMENT, ' ')
    .replace(NOT_TEXT, ' ')
    .replace(LINE_TAG, ' ')
    .replace(TAG, '')
    .replace(ENTITY, (whole, name?: string, code?: string) => character(name, code) ?? whole);
  return withoutMarks(untagged);
}

/** A title or place from anywhere, a model or a file, as one line of plain words. */
export function plainLine(text: string): string {
  return withoutMarkup(text).replaceAll(/\s+/g, ' ').trim();
}

function withoutMarks(text: string): string {
  let result = text;
  for (let round = 0; round < mostNested; round++) {
    const next = MARKED.reduce((words, form) => words.replace(form, '$1'), result);
    if (next === result) break;
    result = next;
  }
  return result;
}

function character(name?: string, code?: string): string | undefined {
  if (name !== undefined) return ENTITIES.get(name.toLowerCase());
  const point = Number(code);
  const isSeen = point >= 32 && point <= 0x10_ff_ff && !(point >= 0xd8_00 && point <= 0xdf_ff);
  return isSeen ? String.fromCodePoint(point) : undefined;
}
