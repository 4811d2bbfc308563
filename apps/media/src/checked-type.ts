import { open } from 'node:fs/promises';

import { fileTypeFromFile } from 'file-type';

import { MediaError, type MediaKind } from '#whatsapp';

import { fits, withoutParameters } from './file-types.ts';

/**
 * The file's type by its first bytes, or as declared where they are inconclusive. Throws `MediaError` when it is not
 * what it claims to be, or not a type allowed for its kind.
 */
export async function checkedType(
  path: string,
  kind: MediaKind,
  declared: string | undefined,
): Promise<string | undefined> {
  const said = declared && withoutParameters(declared);
  const real = await realType(path);
  // Plain text can begin like a file signature: "BMW …" like a bitmap.
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

/** Text has no zero bytes, unless it is UTF-16 and begins with a byte order mark. */
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
