import { checkFilled, checkLength, checkLink, MessageLimitError } from './message-limit.ts';

/** A file that was uploaded, or a public one that WhatsApp fetches itself. */
export type FileReference = { id: string; link?: undefined } | { link: string; id?: undefined };

/** What a phone's file system takes, in bytes; WhatsApp documents no limit. */
const longestFilename = 255;

export function referenceOf(what: string, { id, link }: FileReference): { id: string } | { link: string } {
  if (id === undefined) {
    checkLink(`link of the ${what}`, link, ['https:']);
    return { link };
  }
  if (link !== undefined) throw new MessageLimitError(`the ${what} can have an id or a link, not both`);
  checkFilled(`id of the ${what}`, id);
  return { id };
}

export function checkFilename(filename: string): void {
  checkLength('file name', filename, longestFilename);
  const bytes = Buffer.byteLength(filename);
  if (bytes > longestFilename) {
    throw new MessageLimitError(`the file name must have at most ${longestFilename} bytes, not ${bytes}`);
  }
}
