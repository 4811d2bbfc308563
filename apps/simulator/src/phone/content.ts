/** What a bubble on the phone holds, from either side. The simulator's own words for Cloud API bodies of section "messages". */
export type Content =
  | TextContent
  | MediaContent
  | LocationContent
  | ContactsContent
  | InteractiveContent
  | TemplateContent
  | OtherContent;

export interface TextContent {
  kind: 'text';
  text: string;
  /** Of the first link, when the business asked for a preview. */
  previewUrl?: string;
}

/** A file that the page can show or play. */
export interface FileLink {
  /** Seen from the page: `_phone/files/<media id>`. */
  url: string;
  mimeType: string;
  filename?: string;
  bytes: number;
}

export interface MediaContent {
  kind: 'image' | 'audio' | 'video' | 'document' | 'sticker';
  /** Missing when the business gave a link that nobody here may fetch. */
  file?: FileLink;
  link?: string;
  caption?: string;
  voice?: boolean;
}

export interface LocationContent {
  kind: 'location';
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

export interface ContactsContent {
  kind: 'contacts';
  contacts: { name: string; phones: string[]; emails: string[]; company?: string }[];
}

export type Header = { text: string } | { media: MediaContent };

/** What can be done with a message. Tapping sends the `id` back. */
export type Action =
  | { type: 'buttons'; buttons: { id: string; title: string }[] }
  | {
      type: 'list';
      button: string;
      sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
    }
  | { type: 'link'; title: string; url: string }
  | { type: 'ask location' }
  /** A kind that the page shows by its name only. */
  | { type: 'other'; name: string };

export interface InteractiveContent {
  kind: 'interactive';
  header?: Header;
  body: string;
  footer?: string;
  action: Action;
}

/** A template with its values filled in. Tapping a quick reply sends `payload` back. */
export interface TemplateContent {
  kind: 'template';
  name: string;
  header?: Header;
  body: string;
  footer?: string;
  buttons: (
    | { type: 'quick reply'; title: string; payload: string }
    | { type: 'link'; title: string; url: string }
    | { type: 'phone'; title: string; phone: string }
    | { type: 'copy code'; title: string; code: string }
    /** A kind that the page shows by its title only. */
    | { type: 'other'; title: string }
  )[];
}

/** Everything else, in a few words: `Poll`, `Order of 2 products`. */
interface OtherContent {
  kind: 'other';
  text: string;
}

const fileWords = {
  image: 'Picture',
  audio: 'Audio',
  video: 'Video',
  document: 'Document',
  sticker: 'Sticker',
};

/** The same in plain words: for quotes, screen readers and the books. */
export function wordsOf(content: Content): string {
  switch (content.kind) {
    case 'text':
    case 'other':
      return content.text;
    case 'location':
      return [`Location: ${content.name ?? `${content.latitude}, ${content.longitude}`}`, content.address]
        .filter(Boolean)
        .join('\n');
    case 'contacts':
      return `Contact: ${content.contacts.map(({ name }) => name).join(', ')}`;
    case 'interactive':
    case 'template':
      return content.body;
    default: {
      const { kind, file, caption, voice } = content;
      const name = kind === 'audio' && voice ? 'Voice message' : fileWords[kind];
      return [file?.filename ? `${name}: ${file.filename}` : name, caption].filter(Boolean).join('\n');
    }
  }
}
