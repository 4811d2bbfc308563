import { readFile } from 'node:fs/promises';

import { extractText, getDocumentProxy } from 'unpdf';

/** What is read of a long document. */
const longestText = 50_000;

/** The text layer of a PDF; empty when it has none, as in a scan, or cannot be opened. */
export async function pdfText(path: string): Promise<string> {
  try {
    const document = await getDocumentProxy(new Uint8Array(await readFile(path)));
    const { text } = await extractText(document, { mergePages: false });
    return text.join('\n').slice(0, longestText).trim();
  } catch {
    return '';
  }
}

/** A text file in UTF-8 or UTF-16. */
export async function plainText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes).slice(0, longestText).trim();
}
