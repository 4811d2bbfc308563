import type { MediaFacts } from './media-facts.ts';

/** What a file is called by its first bytes, where the model calls it otherwise; a recording in a container for videos has no picture. */
const soundTypes = new Map([
  ['application/ogg', 'audio/ogg'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/mpeg', 'audio/mp3'],
  ['audio/opus', 'audio/ogg'],
  ['audio/x-m4a', 'audio/mp4'],
  ['video/3gpp', 'audio/3gpp'],
  ['video/3gpp2', 'audio/3gpp2'],
  ['video/mp4', 'audio/mp4'],
  ['video/ogg', 'audio/ogg'],
  ['video/quicktime', 'audio/mp4'],
  ['video/x-m4v', 'audio/mp4'],
]);

/** The MIME type by which the language model knows such a file. */
export function modelType({ kind, mimeType = 'application/octet-stream' }: MediaFacts): string {
  return (kind === 'audio' && soundTypes.get(mimeType)) || mimeType;
}
