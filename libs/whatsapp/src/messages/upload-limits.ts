import { type MediaKind, mediaLimitBytes } from '../media-limits.ts';
import { MessageLimitError } from './message-limit.ts';

const stillStickerBytes = 100 * 1_024;

const typesOfKind: Record<MediaKind, string[]> = {
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4', 'video/3gpp'],
  document: [
    'text/plain',
    'application/pdf',
    'application/msword',
    'application/vnd.ms-excel',
    'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ],
  sticker: ['image/webp'],
};
const kindOfType = new Map(
  Object.entries(typesOfKind).flatMap(([kind, types]) =>
    types.map((type) => [type, kind as MediaKind] as const),
  ),
);

/**
 * Whether WhatsApp takes a file of this type and size. It also looks into the bytes, which is left to it.
 *
 * @param type MIME type, also with parameters
 * @throws MessageLimitError
 */
export function checkUpload(bytes: Uint8Array, type: string): void {
  const kind = kindOfType.get((type.split(';')[0] ?? '').trim().toLowerCase());
  if (!kind) {
    throw new MessageLimitError(
      `files of type ${type} can not be uploaded, only ${[...kindOfType.keys()].join(', ')}`,
    );
  }
  const limitBytes = kind === 'sticker' && !isAnimated(bytes) ? stillStickerBytes : mediaLimitBytes(kind);
  if (bytes.length < 1 || bytes.length > limitBytes) {
    throw new MessageLimitError(`the ${kind} must have 1 to ${limitBytes} bytes, not ${bytes.length}`);
  }
}

/** By the animation flag in the extended header of WebP (`VP8X`). */
function isAnimated(webp: Uint8Array): boolean {
  return String.fromCharCode(...webp.subarray(12, 16)) === 'VP8X' && ((webp[20] ?? 0) & 0x02) !== 0;
}
