const kibibyte = 1_024;
const mebibyte = 1_024 * kibibyte;

/** WhatsApp's limits for outgoing files. Incoming ones may be larger; for those, these limits are ours. */
const limits = {
  audio: 16 * mebibyte,
  image: 5 * mebibyte,
  video: 16 * mebibyte,
  document: 100 * mebibyte,
  sticker: 500 * kibibyte,
};
export type MediaKind = keyof typeof limits;

/** An unknown kind is treated like a document. */
export const mediaKindOf = (kind: string): MediaKind =>
  Object.hasOwn(limits, kind) ? (kind as MediaKind) : 'document';

export const mediaLimitBytes = (kind: MediaKind): number => limits[kind];
