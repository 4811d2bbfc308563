const kibibyte = 1_024;
const mebibyte = 1_024 * kibibyte;

type Kind = 'audio' | 'image' | 'video' | 'document' | 'sticker';

interface SendableType {
  kind: Kind;
  /** What its first bytes must say, in the words of file-type. Documents are handed on whatever they hold. */
  signature?: RegExp;
}

const document: SendableType = { kind: 'document' };
const opus: SendableType = { kind: 'audio', signature: /^audio\/ogg; codecs=opus$/ };

/** Everything that may be uploaded, in the order in which Meta lists it. The MP4 family shares one signature. */
export const sendableTypes: ReadonlyMap<string, SendableType> = new Map<string, SendableType>([
  ['audio/aac', { kind: 'audio', signature: /^audio\/aac$/ }],
  ['audio/mp4', { kind: 'audio', signature: /^(audio\/(mp4|x-m4a)|video\/mp4)$/ }],
  ['audio/mpeg', { kind: 'audio', signature: /^audio\/mpeg$/ }],
  ['audio/amr', { kind: 'audio', signature: /^audio\/amr$/ }],
  ['audio/ogg', opus],
  ['audio/opus', opus],
  ['application/vnd.ms-powerpoint', document],
  ['application/msword', document],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', document],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', document],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', document],
  ['application/pdf', document],
  ['text/plain', document],
  ['application/vnd.ms-excel', document],
  ['image/jpeg', { kind: 'image', signature: /^image\/jpeg$/ }],
  ['image/png', { kind: 'image', signature: /^image\/a?png$/ }],
  ['image/webp', { kind: 'sticker', signature: /^image\/webp$/ }],
  ['video/mp4', { kind: 'video', signature: /^video\/(mp4|x-m4v|3gpp)$/ }],
  ['video/3gpp', { kind: 'video', signature: /^video\/(3gpp2?|mp4)$/ }],
]);

const limits = {
  audio: 16 * mebibyte,
  image: 5 * mebibyte,
  video: 16 * mebibyte,
  document: 100 * mebibyte,
};
const stickerLimits = { still: 100 * kibibyte, animated: 500 * kibibyte };
/** Of any file. */
export const largestUploadBytes = 100 * mebibyte;

export function limitBytesOf(kind: Kind, bytes: Buffer): number {
  if (kind !== 'sticker') return limits[kind];
  return isAnimatedWebp(bytes) ? stickerLimits.animated : stickerLimits.still;
}

/** The extended header of WebP has a flag for it. */
function isAnimatedWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0b10) !== 0;
}

/** Of sound in Ogg Opus, as its first page says. */
export function opusChannels(bytes: Buffer): number | undefined {
  const head = bytes.subarray(0, 256).indexOf('OpusHead');
  return head === -1 ? undefined : bytes[head + 9];
}
