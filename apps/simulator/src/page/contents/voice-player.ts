import type { FileLink } from '../../phone/content.ts';
import { drawing, icon } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import { lengthInWords } from './sizes.ts';
import { waveformOf } from './waveform.ts';

const barPx = 3;
const heightPx = 28;

/** Plays a voice message or a file with sound. One at a time: starting one pauses the others. */
export function voicePlayer(
  { url, filename }: FileLink,
  { voice = false, onPlayed }: { voice?: boolean; onPlayed?: () => void },
): HTMLElement {
  const sound = make('audio', { preload: 'metadata' });
  const name = voice ? 'voice message' : (filename ?? 'audio');
  const button = make('button', { type: 'button', class: 'play' }, icon('play'));
  const seek = make('input', {
    type: 'range',
    min: 0,
    max: 1_000,
    value: 0,
    'aria-label': `Position in ${name}`,
  });
  const time = make('span', { class: 'length' });
  const track = make('div', { class: 'track' }, seek);
  const player = make('div', { class: voice ? 'voice spoken' : 'voice' }, button, track, time, sound);
  if (!voice) player.prepend(make('span', { class: 'name' }, icon('music'), filename ?? 'Audio'));

  const show = (): void => {
    const total = Number.isFinite(sound.duration) ? sound.duration : 0;
    const part = total ? sound.currentTime / total : 0;
    seek.value = `${part * 1_000}`;
    seek.ariaValueText = `${lengthInWords(sound.currentTime)} of ${lengthInWords(total)}`;
    track.style.setProperty('--played', `${part * 100}%`);
    time.textContent = lengthInWords(sound.currentTime || total);
  };
  const showPlaying = (): void => {
    button.replaceChildren(icon(sound.paused ? 'play' : 'pause'));
    button.ariaLabel = `${sound.paused ? 'Play' : 'Pause'} ${name}`;
    player.classList.toggle('playing', !sound.paused);
  };
  button.addEventListener('click', () => void (sound.paused ? play(sound) : sound.pause()));
  seek.addEventListener('input', () => {
    if (Number.isFinite(sound.duration)) sound.currentTime = (Number(seek.value) / 1_000) * sound.duration;
  });
  for (const type of ['timeupdate', 'loadedmetadata', 'ended']) sound.addEventListener(type, show);
  for (const type of ['play', 'pause']) sound.addEventListener(type, showPlaying);
  sound.addEventListener('play', () => onPlayed?.(), { once: true });
  sound.addEventListener('error', () => {
    button.disabled = true;
    time.replaceChildren(make('a', { href: url, download: filename ?? '' }, 'cannot be played: download'));
  });
  void load(url, sound, track);
  show();
  showPlaying();
  return player;
}

/** As a whole, so that one can go to any place in it and its length is known, whatever the server can do. */
async function load(url: string, sound: HTMLAudioElement, track: HTMLElement): Promise<void> {
  const file = await fileAt(url);
  sound.src = URL.createObjectURL(file);
  track.prepend(waves(await waveformOf(file)));
}

/** An empty file can not be played, which the player says by itself. */
async function fileAt(url: string): Promise<Blob> {
  try {
    const response = await fetch(url);
    return response.ok ? await response.blob() : new Blob();
  } catch {
    return new Blob();
  }
}

function play(sound: HTMLAudioElement): Promise<void> {
  for (const other of document.querySelectorAll('audio')) if (other !== sound) other.pause();
  // Whatever goes wrong also fires `error`, which says so.
  return sound.play().catch(() => undefined);
}

function waves(bars: number[]): SVGSVGElement {
  const lines = bars.map((bar, at) => {
    const half = (bar * heightPx) / 2;
    return `M${at * barPx + 1.5} ${(heightPx / 2 - half).toFixed(1)}v${(half * 2).toFixed(1)}`;
  });
  const drawn = drawing(`0 0 ${bars.length * barPx} ${heightPx}`, lines.join(''), lines.join(''));
  drawn.setAttribute('preserveAspectRatio', 'none');
  drawn.setAttribute('class', 'waves');
  return drawn;
}
