import type { FoundTime } from '../dates/find-when.ts';
import type { Action, Intent } from '../meaning.ts';

/** What can be filled in about an action; each field as in `Action`. */
export type Slots = Omit<Action, 'words' | 'intent' | 'confidence'> & {
  /** Further times, each of which makes an action of its own. */
  others?: FoundTime[];
};

/** What a rule takes a sentence for. */
export interface Candidate {
  intent: Intent;
  /** 0 to 1: 0.95 when the sentence names verb and object, 0.85 when clear, below 0.8 when guessed. */
  confidence: number;
  /** It is the person's own affair: words of foreign topics only say what it is about. */
  isOwn?: boolean;
  /** Fills the slots; called for the winner only, as reading dates is the costly part. Several are several actions. */
  fill?: () => Slots | Slots[];
}
