import type { MediaKind } from '#whatsapp';

/** Judged by their bytes alone, whatever is declared. The MP4 family shares one signature. */
const typesOfKind: Partial<Record<MediaKind, RegExp>> = {
  audio:
    /^(audio\/(ogg|opus|mp4|x-m4a|aac|amr|mpeg)|video\/(mp4|x-m4v|3gpp2?|quicktime|ogg)|application\/ogg)$/,
  image: /^image\/(jpeg|png)$/,
  video: /^(video\/(mp4|x-m4v|3gpp2?|quicktime)|audio\/(mp4|x-m4a))$/,
  sticker: /^image\/webp$/,
};

/** Types whose bytes have a signature. Within a family they look alike or are often confused by the sender. */
const documentFamilies = [
  /^application\/pdf$/,
  /^image\/(?!svg)/,
  /^(audio|video)\/|^application\/ogg$/,
  // Office files are ZIP (newer) or CFB (older, and newer ones with a password), or RTF or XML under another name.
  /officedocument|opendocument|msword|ms-?(word|excel|powerpoint)|x-cfb|zip|rtf|xml/,
];

/**
 * Whether a file is what it claims to be and of an allowed type.
 * @param declared in the webhook
 * @param real by its first bytes; many document types have no signature
 */
export function fits(kind: MediaKind, declared: string | undefined, real: string | undefined): boolean {
  const types = typesOfKind[kind];
  if (types) return real !== undefined && types.test(real);
  const family = documentFamilies.find((one) => one.test(declared ?? ''));
  return family === undefined || real === undefined || family.test(real);
}

export function withoutParameters(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}
