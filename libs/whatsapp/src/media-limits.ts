const kibibyte = 1_024;
const mebibyte = 1_024 * kibibyte;

/** WhatsApp's limits for files that are sent. What people send us may be larger; these are then ours. */
const limits = {
  audio: 16 * mebibyte,
  image: 5 * mebibyte,
  video: 16 * mebibyte,
  document: 100 * mebibyte,
  sticker: 500 * kibibyte,
};
export type MediaKind = keyof typeof limits;

/** A kind that is new to us is a file like any other. */
export const mediaKindOf = (kind: string): MediaKind =>
  Object.hasOwn(limits, kind) ? (kind as MediaKind) : 'document';

export const mediaLimitBytes = (kind: MediaKind): number => limits[kind];
