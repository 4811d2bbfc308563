import { readFile } from 'node:fs/promises';

import { decodedText } from './decoded-text.ts';
import { inThread } from './thread.ts';

/** What is read of a long document. */
const longestText = 50_000;
const mostPages = 30;
const limitMs = 10_000;
const heapMb = 256;

/**
 * The text layer of a PDF's first pages; empty when it has none, as in a scan, when it cannot be opened, and when that takes too much
 * time or memory.
 */
export async function pdfText(path: string, signal: AbortSignal): Promise<string> {
  try {
    const job = { file: await readFile(path), mostPages };
    const text = await inThread(textOfPages, job, { limitMs, heapMb, signal, library: 'unpdf' });
    return text.slice(0, longestText).trim();
  } catch {
    return '';
  }
}

interface Job {
  file: Uint8Array;
  mostPages: number;
}

/** Runs in a thread. */
async function textOfPages(
  { file, mostPages: most }: Job,
  { getDocumentProxy }: typeof import('unpdf'),
): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(file));
  const pages: string[] = [];
  for (let number = 1; number <= Math.min(document.numPages, most); number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
  }
  return pages.join('\n');
}

/** A text file, or the beginning of a long one. */
export async function plainText(path: string): Promise<string> {
  return (await wholeText(path)).slice(0, longestText).trim();
}

export async function wholeText(path: string): Promise<string> {
  return decodedText(await readFile(path));
}
