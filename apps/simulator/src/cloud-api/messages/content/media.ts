import { z } from 'zod';

import type { MediaShelf, StoredFile } from '../../../media/media.shelf.ts';
import type { FileLink, MediaContent } from '../../../phone/content.ts';
import { faultOf } from '../../error.table.ts';
import { GraphError, graphFaults } from '../../graph.error.ts';
import { parseBody } from '../../parse-body.ts';

type MediaKind = MediaContent['kind'];

/** Where a file is found by its id. */
export type Files = Pick<MediaShelf, 'find'>;

const mib = 1_024 * 1_024;

/** What may be sent as each kind. Documents of any type are delivered. */
const kinds: Record<MediaKind, { types?: string[]; maxBytes: number; hasCaption: boolean }> = {
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * mib, hasCaption: true },
  video: { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * mib, hasCaption: true },
  audio: {
    types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/opus'],
    maxBytes: 16 * mib,
    hasCaption: false,
  },
  document: { maxBytes: 100 * mib, hasCaption: true },
  sticker: { types: ['image/webp'], maxBytes: 500 * 1_024, hasCaption: false },
};

/** Opus, in the container of which there is only one. */
const voiceTypes = new Set(['audio/ogg', 'audio/opus']);

const mediaSchema = z.object({
  id: z.string().min(1).optional(),
  link: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  caption: z.string().max(1_024).optional(),
  filename: z.string().optional(),
  voice: z.boolean().optional(),
});

/** @param part a file that was uploaded, or a link that is taken as it is: nothing is fetched */
export function readMedia(files: Files, kind: MediaKind, part: unknown, place: string = kind): MediaContent {
  const { id, link, caption, filename, voice } = parseBody(mediaSchema, part, place);
  if (caption !== undefined && !kinds[kind].hasCaption) {
    throw new GraphError(graphFaults.invalidParameter, `${place}.caption: this kind of file has none.`);
  }
  if (id !== undefined) {
    return { kind, file: fileOf(files, id, { kind, place, voice, filename }), caption, voice };
  }
  if (link !== undefined) return { kind, link, caption, voice };
  throw new GraphError(graphFaults.parameterMissing, `${place}.id is required, unless there is a link.`);
}

function fileOf(
  files: Files,
  id: string,
  { kind, place, voice, filename }: { kind: MediaKind; place: string; voice?: boolean; filename?: string },
): FileLink {
  const file = files.find(id);
  if (!file) {
    const advice = `${place}.id: there is no file '${id}', or no more. Upload it, and send the id of the answer.`;
    throw new GraphError(graphFaults.invalidParameter, advice);
  }
  const misfit = misfitOf(file, kind, voice);
  if (misfit) throw new GraphError(faultOf(131_053), `${place}: ${misfit}`);
  return { url: `_phone/files/${id}`, mimeType: file.mimeType, filename, bytes: file.bytes.length };
}

function misfitOf({ mimeType, bytes }: StoredFile, kind: MediaKind, voice = false): string | undefined {
  const { types, maxBytes } = kinds[kind];
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (types && !types.includes(type)) return `a file of type ${type} can not be sent as ${kind}.`;
  if (voice && !voiceTypes.has(type)) return `a voice message is audio/ogg with Opus, not ${type}.`;
  return bytes.length > maxBytes ? `${bytes.length} bytes are more than the ${maxBytes} allowed.` : undefined;
}
