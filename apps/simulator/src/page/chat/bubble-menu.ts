import { wordsOf } from '../../phone/content.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import { type MenuItem, openMenu } from '../dom/menu.ts';
import type { BubbleActions } from './bubble-actions.ts';

const emojis = {
  '👍': 'Thumbs up',
  '❤️': 'Heart',
  '😂': 'Laughing',
  '😮': 'Surprised',
  '😢': 'Sad',
  '🙏': 'Thanks',
};

export function openBubbleMenu(opener: HTMLElement, bubble: Bubble, actions: BubbleActions): void {
  const { wamid, content, reactions } = bubble;
  const symbols = Object.entries(emojis).map(([symbol, label]): MenuItem => {
    const pressed = reactions?.me === symbol;
    return { label, symbol, pressed, act: () => actions.react(wamid, pressed ? '' : symbol) };
  });
  openMenu(opener, 'What to do with this message', [
    ...symbols,
    { label: 'Reply', icon: 'reply', act: () => actions.reply(bubble) },
    { label: 'Show on the wire', icon: 'wire', act: () => actions.showOnWire(wamid) },
    { label: 'Copy text', icon: 'copy', act: () => void navigator.clipboard.writeText(wordsOf(content)) },
    { label: 'Copy message id', icon: 'copy', act: () => void navigator.clipboard.writeText(wamid) },
  ]);
}
