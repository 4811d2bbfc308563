import { fileTypeFromBuffer } from 'file-type';

import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { limitBytesOf, opusChannels, sendableTypes } from './sendable-types.ts';

interface Upload {
  bytes: Buffer;
  /** The field `type` of the form. */
  type?: string;
  /** `Content-Type` of the file's part; the parser says `text/plain` where there is none. */
  partType: string;
}

const typeWithoutWord = 'text/plain';

/** The type of an upload that WhatsApp would take. Throws a `GraphError` that says what is wrong with it. */
export async function checkedUpload({ bytes, type, partType }: Upload): Promise<string> {
  const real = (await fileTypeFromBuffer(bytes))?.mime;
  const said = [type, partType === typeWithoutWord ? real : undefined, partType].map(withoutParameters);
  const mimeType = said.find((one) => sendableTypes.has(one));
  const sendable = sendableTypes.get(mimeType ?? '');
  if (!mimeType || !sendable) throw notSendable(type ?? partType);
  const { kind, signature } = sendable;

  if (bytes.length === 0) throw refused('The file is empty.');
  const limitBytes = limitBytesOf(kind, bytes);
  if (bytes.length > limitBytes) {
    throw refused(`The file has ${bytes.length} bytes; ${mimeType} may have ${limitBytes}. Make it smaller.`);
  }
  if (signature && !signature.test(real ?? '')) {
    throw refused(
      `The file was announced as ${mimeType}, but its bytes are ${real ?? 'of no known type'}. Announce what it is, or convert it.`,
    );
  }
  if (kind === 'audio' && (opusChannels(bytes) ?? 1) > 1) {
    throw refused('The sound has more than one channel. Convert it to mono.');
  }
  return mimeType;
}

function withoutParameters(mimeType = ''): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** In Meta's own words: some clients look for them. */
function notSendable(type: string): GraphError {
  const list = [...sendableTypes.keys()].join(', ');
  const title = `Param file must be a file with one of the following types: ${list}. Received file of type '${type}'.`;
  return new GraphError(
    { ...graphFaults.invalidParameter, title },
    'Say what the file is in `type` or in the `Content-Type` of its part, and convert it where it is none of these.',
  );
}

const refused = (details: string): GraphError => new GraphError(graphFaults.mediaUpload, details);
