import { sizeInWords } from '../contents/sizes.ts';
import { icon } from '../dom/icons.ts';
import { iconButton, make } from '../dom/make.ts';
import type { AttachedFile } from '../phone.ts';

/** What goes out with the next message: the message that it answers, and a file. */
export class Tray {
  readonly element = make('div', { class: 'tray', hidden: true });
  quotes: { wamid: string; text: string; author: string } | undefined;
  attached: AttachedFile | undefined;
  #preview = '';

  /** @param onRemoved somebody took something out, with a button that is gone now */
  constructor(
    private readonly onChange: () => void,
    private readonly onRemoved: () => void,
  ) {}

  quote(quotes: NonNullable<Tray['quotes']>): void {
    this.quotes = quotes;
    this.#show();
  }

  attach(attached: AttachedFile): void {
    this.attached = attached;
    this.#show();
  }

  /** @returns whether there was anything */
  empty(): boolean {
    const had = Boolean(this.quotes ?? this.attached);
    this.quotes = undefined;
    this.attached = undefined;
    this.#show();
    return had;
  }

  #show(): void {
    URL.revokeObjectURL(this.#preview);
    this.#preview = '';
    const { quotes, attached } = this;
    const parts: HTMLElement[] = [];
    if (quotes) {
      const leave = iconButton('close', 'Do not answer this message', () => {
        this.quotes = undefined;
        this.#show();
        this.onRemoved();
      });
      parts.push(make('div', { class: 'answered' }, icon('reply'), aboutOf(quotes), leave));
    }
    if (attached) parts.push(this.#attachedOf(attached));
    this.element.replaceChildren(...parts);
    this.element.hidden = parts.length === 0;
    this.onChange();
  }

  #attachedOf({ kind, file, filename }: AttachedFile): HTMLElement {
    const leave = iconButton('close', 'Do not send this file', () => {
      this.attached = undefined;
      this.#show();
      this.onRemoved();
    });
    if (kind === 'image') this.#preview = URL.createObjectURL(file);
    const picture = {
      image: 'picture',
      audio: 'music',
      video: 'video',
      document: 'document',
      sticker: 'picture',
    } as const;
    return make(
      'div',
      { class: 'attached' },
      this.#preview ? make('img', { src: this.#preview, alt: '' }) : icon(picture[kind]),
      make(
        'span',
        {},
        make('strong', {}, filename ?? 'File'),
        make('span', { class: 'quiet' }, sizeInWords(file.size)),
      ),
      leave,
    );
  }
}

function aboutOf({ author, text }: NonNullable<Tray['quotes']>): HTMLElement {
  return make('p', {}, make('strong', { dir: 'auto' }, author), make('span', { dir: 'auto' }, text));
}
