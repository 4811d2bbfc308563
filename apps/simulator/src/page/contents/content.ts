import type { Content } from '../../phone/content.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import type { BubbleActions } from '../chat/bubble-actions.ts';
import { type Child, make } from '../dom/make.ts';
import { interactive } from './interactive.ts';
import { media } from './media.ts';
import { contacts, place } from './places.ts';
import { template } from './template.ts';
import { formatted, linkPreview } from './text.ts';

/** What stands in a bubble. */
export function contentOf(bubble: Bubble, actions: BubbleActions): Child[] {
  const { content } = bubble;
  if (bubble.revoked) return [make('p', { class: 'gone' }, 'This message was taken back')];
  switch (content.kind) {
    case 'text':
      return [content.previewUrl ? linkPreview(content.previewUrl) : null, formatted(content.text)];
    case 'location':
      return [place(content)];
    case 'contacts':
      return [contacts(content)];
    case 'interactive':
      return interactive(content, bubble, actions);
    case 'template':
      return template(content, bubble, actions);
    case 'other':
      return [make('p', { class: 'gone' }, content.text)];
    default:
      return media(content, bubble.from === 'them' ? () => actions.played(bubble.wamid) : undefined);
  }
}

/** Whether time and ticks find room beside the last line. */
export function isPlain({ content, revoked }: { content: Content; revoked?: boolean }): boolean {
  return !revoked && content.kind === 'text' && !/^([-*>]|\d+\.) /m.test(content.text);
}
