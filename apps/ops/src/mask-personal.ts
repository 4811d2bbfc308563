const masked = '***';
const longest = 10_000;

/** An e-mail address; or an id of a message, which holds a phone number in base64. */
const isPersonal = (word: string): boolean => /@|wamid\./i.test(word);
/** What has as many digits as a phone number and tells of nobody: ids, dates and addresses of machines. */
const impersonal = [
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/,
  /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d{1,5})?/,
];
/** Eight digits or more, also as phone numbers are written. */
const manyDigits = /\p{Nd}(?:[ \u{A0}()./+-]{0,2}\p{Nd}){7,}/u;
const digits = new RegExp(
  `(${impersonal.map(({ source }) => source).join('|')})|${manyDigits.source}`,
  'giu',
);

/** What somebody else's software quotes is a value, unless it is a name of ours such as that of a table. */
const quoted = /"([^"]*)"|\u201C([^\u201C\u201D]*)\u201D/g;
const ownName = /^(?:[a-z]+(?:[_.:/-]\w+)+|[A-Z][A-Z_]+|\*{3})$/;
/** PostgreSQL: `Key (name)=(value) already exists.` */
const keyValue = /=\([^)]{0,1000}\)?/g;

/** A text of some software's, such as an error, without what may name a person in it. */
export const maskPersonal = (text: string): string =>
  withoutBrokenJson(text.slice(0, longest))
    .replaceAll(quoted, (whole, straight?: string, curly?: string) =>
      ownName.test(straight ?? curly ?? '') ? whole : `"${masked}"`,
    )
    .replaceAll(keyValue, `=(${masked})`)
    .replaceAll(/\S+/g, (word) => (isPersonal(word) ? masked : word))
    .replaceAll(digits, (_, known?: string) => known ?? masked);

/** What V8 says of JSON that it cannot read quotes the beginning of it, quotes and all. */
function withoutBrokenJson(text: string): string {
  const end = text.lastIndexOf(' is not valid JSON');
  const from = text.indexOf('"');
  const to = end === -1 ? -1 : text.lastIndexOf('"', end);
  return from === -1 || to <= from ? text : `${text.slice(0, from)}"${masked}${text.slice(to)}`;
}
