import { checkFilename, type FileReference, referenceOf } from './file-reference.ts';
import { checkLength } from './message-limit.ts';

/** In characters. */
export const longestCaption = 1_024;

export type MediaContent =
  | { kind: 'image' | 'video'; file: FileReference; /** At most 1,024 characters. */ caption?: string }
  | {
      kind: 'document';
      file: FileReference;
      /** At most 1,024 characters. */
      caption?: string;
      /** With extension, which decides on the icon; at most 255 bytes. */
      filename?: string;
    }
  | {
      kind: 'audio';
      file: FileReference;
      /** Shown as recorded by the sender; the file must be Opus in Ogg, with one channel. */
      voice?: boolean;
    }
  | { kind: 'sticker'; file: FileReference };

export function mediaOf(content: MediaContent): object {
  const { kind } = content;
  const file = referenceOf(kind, content.file);
  switch (kind) {
    case 'audio':
      return { ...file, ...(content.voice && { voice: true }) };
    case 'sticker':
      return file;
    case 'document':
      if (content.filename !== undefined) checkFilename(content.filename);
      return {
        ...file,
        ...captionOf(content),
        ...(content.filename !== undefined && { filename: content.filename }),
      };
    default:
      return { ...file, ...captionOf(content) };
  }
}

function captionOf({ kind, caption }: { kind: string; caption?: string }): { caption?: string } {
  if (caption === undefined) return {};
  checkLength(`caption of the ${kind}`, caption, longestCaption);
  return { caption };
}
