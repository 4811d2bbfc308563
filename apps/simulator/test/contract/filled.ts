/** What stands for a thing of the account in Meta's examples: its placeholder, or an id of Meta's own. */
export interface Things {
  person: string;
  /** A message that this person wrote. */
  wamid: string;
  media: Record<'audio' | 'document' | 'image' | 'sticker' | 'video', string>;
  /** The name of the template that the example at hand is about. */
  template: string;
  /** Where the business takes webhooks. */
  webhook: string;
}

type Rule = [placeholder: RegExp, thing: (things: Things, found: RegExpExecArray) => string];

/** The whole text is replaced. Every other `<WORD IN CAPITALS>` is a text like any other and goes out as it is. */
const rules: Rule[] = [
  [/^\{\{Recipient(-WA)?-Phone-Number\}\}$/, ({ person }) => person],
  [/^<(AUDIO|DOCUMENT|IMAGE|VIDEO)_OBJECT_ID>$/, ({ media }, [, kind]) => media[kindOf(kind)]],
  [/^<MEDIA_OBJECT_ID>$/, ({ media }) => media.sticker],
  [/^<?http\(s\):\/\/(the-)?(\w+)-url>?$/, (_, [, , kind]) => `https://www.luckyshrub.com/${kind}`],
  [/^(<MSGID_OF_\w+>|wamid\..*)$/, ({ wamid }) => wamid],
  [/^(<TEMPLATE_NAME>|template-name)$/, ({ template }) => template],
  [/^language-and-locale-code$/, () => 'en_US'],
  [/^<HEADER_TYPE>$/, () => 'text'],
  [/^\{\{Flow-ID\}\}$/, () => '6627390910605886'],
  [/^\{\{Flow-Name\}\}$/, () => 'sample_flow'],
  [/^https:\/\/your-[a-z-]+\.com\/webhook/, ({ webhook }) => webhook],
];

/** An example with the placeholders replaced by what there is in the simulator. */
export function filled(example: unknown, things: Things): unknown {
  if (typeof example === 'string') return filledText(example, things);
  if (Array.isArray(example)) return example.map((item) => filled(item, things));
  if (typeof example !== 'object' || example === null) return example;
  return Object.fromEntries(Object.entries(example).map(([key, value]) => [key, filled(value, things)]));
}

function filledText(text: string, things: Things): string {
  for (const [placeholder, thing] of rules) {
    const found = placeholder.exec(text);
    if (found) return thing(things, found);
  }
  return text;
}

const kindOf = (word = ''): keyof Things['media'] => word.toLowerCase() as keyof Things['media'];
