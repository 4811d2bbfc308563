import { checkFilename, type FileReference, referenceOf } from './file-reference.ts';
import { checkLength } from './message-limit.ts';

export interface TextHeader {
  type: 'text';
  /** At most 60 characters. */
  text: string;
}

export type FileHeader =
  | { type: 'image' | 'video'; file: FileReference }
  | { type: 'document'; file: FileReference; filename?: string };

export type InteractiveHeader = TextHeader | FileHeader;

export function headerOf(header: InteractiveHeader): object {
  if (header.type !== 'text') return fileHeaderOf(header);
  checkLength('header', header.text, 60);
  return { type: 'text', text: header.text };
}

/** As it stands in the header of a template, too. */
export function fileHeaderOf(header: FileHeader): object {
  const file = referenceOf(`${header.type} in the header`, header.file);
  if (header.type !== 'document' || header.filename === undefined) {
    return { type: header.type, [header.type]: file };
  }
  checkFilename(header.filename);
  return { type: 'document', document: { ...file, filename: header.filename } };
}
