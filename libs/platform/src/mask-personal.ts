const masked = '***';
const longest = 10_000;
/** Fewer digits in a row are no phone number. */
const usualDigits = 8;

/** An e-mail address, also as in an address of the web; or an id of a message, which holds a phone number in base64. */
const isPersonal = (word: string): boolean =>
  /@|%40|wamid\.|HBg[A-Z][\w+/-]{8}/i.test(word.replaceAll('/node_modules/@', '/'));
/** WhatsApp's id of a person: a country, and letters and digits. */
const userId = /\b([A-Z]{2}\.(?:ENT\.)?)(?=[A-Za-z]*\d)[A-Za-z\d]{4,128}\b/g;

/** What has as many digits as a phone number and tells of nobody: ids, dates and addresses of machines. */
const impersonal = [
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/,
  /\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?!\d|[-.]\d)/,
  /\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b(?::\d{1,5})?(?![-.]?\d)/,
];
/** What may stand between the digits of a phone number, dashes and spaces of all kinds. */
const between = String.raw`[ \u{A0}\u{2009}\u{202F}\u{2010}-\u{2015}()./+-]{0,2}`;
/** After a plus, fewer make a number: those of the smallest countries. */
const digitsOf = (fewest: number): RegExp =>
  new RegExp(
    String.raw`(${impersonal.map(({ source }) => source).join('|')})|(?<=\+)\p{Nd}(?:${between}\p{Nd}){5,}|\p{Nd}(?:${between}\p{Nd}){${fewest - 1},}`,
    'giu',
  );
const usual = digitsOf(usualDigits);

/** What somebody else's software quotes is a value, unless it is a name of ours such as that of a table, or is called one. */
const quoted =
  /"((?:[^"\\]|\\.)*)"|[\u201C\u201E\u00AB]([^\u201C\u201D\u201E\u00AB\u00BB]*)[\u201C\u201D\u00BB]/g;
const ownName = /^(?:[a-z]+(?:_[a-z\d]+)+|[A-Z]+(?:_[A-Z\d]+)+|\*{3})$/;
const called =
  /\b(?:column|constraint|database|function|index|No key|relation|role|schema|table|type|user) $/;
const name = /^[\w-]{1,63}$/;
/** Between single quotes, which also stand in words: more than one word, or one with a capital. */
const singleQuoted = /(?<![\p{L}\p{N}])'(\p{Lu}[^'\s]+|[^'/\s][^'\n]*\s[^'\n]*)'(?![\p{L}\p{N}])/gu;
/** PostgreSQL: `Key (name)=(value) already exists.` */
const keyValue = /=\([^)]{0,1000}\)?/g;
/** Without one of these, there is nobody in it: most lines of a log are of constant words. */
const mayTell = /[\p{Nd}"'\u201C\u201E\u00AB@]|=\(|wamid\.|HBg/iu;

/**
 * A text of some software's, such as an error, without what may name a person in it or quote them.
 *
 * @param fewestDigits so many in a row may be a phone number
 */
export const maskPersonal = (text: string, fewestDigits = usualDigits): string =>
  mayTell.test(text) ? masking(text, fewestDigits) : cut(text);

const masking = (text: string, fewestDigits: number): string =>
  withoutBrokenJson(cut(text))
    .replaceAll(
      quoted,
      (whole, straight: string | undefined, other: string | undefined, at: number, all: string) =>
        isName(straight ?? other ?? '', all.slice(Math.max(0, at - 20), at)) ? whole : `"${masked}"`,
    )
    .replaceAll(singleQuoted, `'${masked}'`)
    .replaceAll(keyValue, `=(${masked})`)
    .replaceAll(/\S+/g, (word) => (isPersonal(word) ? masked : word))
    .replaceAll(userId, `$1${masked}`)
    .replaceAll(
      fewestDigits === usualDigits ? usual : digitsOf(fewestDigits),
      (_, known?: string) => known ?? masked,
    );

const isName = (word: string, before: string): boolean =>
  ownName.test(word) || (called.test(before) && name.test(word));

/** A quotation that is cut in the middle is still one. */
function cut(text: string): string {
  if (text.length <= longest) return text;
  const start = text.slice(0, longest);
  return start.replaceAll(/\\./g, '').split('"').length % 2 === 0 ? `${start}"` : start;
}

/** What V8 says of JSON that it cannot read quotes the beginning of it, quotes and all. */
function withoutBrokenJson(text: string): string {
  const end = text.lastIndexOf(' is not valid JSON');
  const from = text.indexOf('"');
  const to = end === -1 ? -1 : text.lastIndexOf('"', end);
  return from === -1 || to <= from ? text : `${text.slice(0, from)}"${masked}${text.slice(to)}`;
}
