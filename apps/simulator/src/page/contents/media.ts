import type { FileLink, Header, MediaContent } from '../../phone/content.ts';
import { icon } from '../dom/icons.ts';
import { type Child, make } from '../dom/make.ts';
import { sizeInWords } from './sizes.ts';
import { formatted, outside } from './text.ts';
import { voicePlayer } from './voice-player.ts';

const kinds = { image: 'Picture', audio: 'Audio', video: 'Video', document: 'Document', sticker: 'Sticker' };

/** @param onPlayed called when sound is listened to for the first time */
export function media(content: MediaContent, onPlayed?: () => void): Child[] {
  const { file, link, caption } = content;
  const shown = file
    ? fileOf(content, file, onPlayed)
    : link
      ? elsewhere(content.kind, link)
      : missing(content.kind);
  return [shown, caption ? formatted(caption) : null];
}

/** What stands above an interactive message or a template. */
export function header(about: Header): Child[] {
  if ('media' in about) return media(about.media);
  return [make('p', { class: 'heading' }, about.text)];
}

function fileOf({ kind, voice }: MediaContent, file: FileLink, onPlayed?: () => void): HTMLElement {
  const { url } = file;
  if (kind === 'document') return documentCard(file);
  if (kind === 'audio') return voicePlayer(file, { voice, onPlayed });
  if (kind === 'video') {
    const video = make('video', {
      class: 'video',
      src: url,
      controls: true,
      preload: 'metadata',
      playsinline: true,
    });
    video.addEventListener('error', () => video.replaceWith(documentCard(file)));
    return video;
  }
  const picture = make('img', { class: kind, src: url, alt: kinds[kind], loading: 'lazy' });
  const shown =
    kind === 'sticker' ? picture : make('a', { href: url, target: '_blank', class: 'picture' }, picture);
  // The card is a link itself, which can not stand inside another.
  picture.addEventListener('error', () => shown.replaceWith(documentCard(file)));
  return shown;
}

/** Also for pictures and films that the browser cannot show. */
function documentCard({ url, filename, mimeType, bytes }: FileLink): HTMLElement {
  const name = filename ?? url.slice(url.lastIndexOf('/') + 1);
  const type = (filename?.split('.').at(-1) ?? mimeType.split(/[/;]/)[1] ?? '').slice(0, 4).toUpperCase();
  return make(
    'a',
    { class: 'document', href: url, download: name },
    make('span', { class: 'sheet-icon' }, icon('document'), make('b', {}, type)),
    make('span', { class: 'about' }, make('strong', {}, name), make('span', {}, sizeInWords(bytes))),
  );
}

function elsewhere(kind: MediaContent['kind'], link: string): HTMLElement {
  return make(
    'p',
    { class: 'elsewhere' },
    icon('link'),
    make('span', {}, `${kinds[kind]} at `, outside(link, link)),
  );
}

function missing(kind: MediaContent['kind']): HTMLElement {
  return make('p', { class: 'gone' }, `${kinds[kind]} that is not here`);
}
