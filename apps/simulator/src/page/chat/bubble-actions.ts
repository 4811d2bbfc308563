import type { Bubble } from '../../phone/phone.events.ts';

/** What a person can do from a bubble. */
export interface BubbleActions {
  reply: (bubble: Bubble) => void;
  /** An empty emoji takes the reaction back. */
  react: (wamid: string, emoji: string) => void;
  tap: (wamid: string, id: string) => void;
  played: (wamid: string) => void;
  sendLocation: (answered: Bubble) => void;
  showOnWire: (wamid: string) => void;
  goTo: (wamid: string) => void;
}
