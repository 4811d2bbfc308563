import type { Chat } from '../../chat.ts';
import type { Verdict } from '../../rules/send-rule.ts';
import type { Address, PricingCategory } from './send.ts';

/** A message that was accepted, with all that its statuses tell. */
export interface SentMessage extends Chat {
  wamid: string;
  /** As the business addressed it. */
  to: Address;
  isReaction: boolean;
  isVoice: boolean;
  category: PricingCategory;
  callbackData?: string;
  /** Why it will not arrive. */
  failure?: Verdict;
}
