import { open } from 'node:fs/promises';

import { fileTypeFromFile } from 'file-type';

import { MediaError, type MediaKind } from '#whatsapp';

import { fits, withoutParameters } from './file-types.ts';

/**
 * What the file is by its first bytes, or as declared where they do not tell. Throws `MediaError` when it is not what it
 * says it is, or not a type that its kind may have.
 */
export async function checkedType(
  path: string,
  kind: MediaKind,
  declared: string | undefined,
): Promise<string | undefined> {
  const said = declared && withoutParameters(declared);
  const real = await realType(path);
  // Plain words can begin like the signature of a file: "BMW …" like a bitmap.
  const isWhatItSays =
    kind === 'document' && said?.startsWith('text/') ? await isText(path) : fits(kind, said, real);
  if (!isWhatItSays) throw new MediaError('wrong_type', `of the kind ${kind}, but not of its types`);
  return real && !said?.startsWith('text/') ? real : said;
}

async function realType(path: string): Promise<string | undefined> {
  const found = await fileTypeFromFile(path);
  return found && withoutParameters(found.mime);
}

const headBytes = 4_096;

/** Text has no zero bytes, unless it is UTF-16 and says so at its beginning. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes);
    const head = buffer.subarray(0, bytesRead);
    return [0xfeff, 0xfffe].includes(bytesRead > 1 ? head.readUInt16BE() : 0) || !head.includes(0);
  } finally {
    await file.close();
  }
}
