import { readFile } from 'node:fs/promises';

import { getDocumentProxy } from 'unpdf';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** What is read of a long document. */
const longestText = 50_000;
const mostPages = 30;

/** The text layer of a PDF's first pages; empty when it has none, as in a scan, or cannot be opened. */
export async function pdfText(path: string): Promise<string> {
  try {
    const document = await getDocumentProxy(new Uint8Array(await readFile(path)));
    try {
      const pages: string[] = [];
      for (let number = 1; number <= Math.min(document.numPages, mostPages); number++) {
        pages.push(await pageText(document, number));
      }
      return pages.join('\n').slice(0, longestText).trim();
    } finally {
      await document.destroy();
    }
  } catch {
    return '';
  }
}

async function pageText(document: Pdf, number: number): Promise<string> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
}

/** A text file in UTF-8 or UTF-16. */
export async function plainText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes).slice(0, longestText).trim();
}
