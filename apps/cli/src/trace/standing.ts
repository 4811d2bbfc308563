/** How a message stands, in words for people on call. */
export interface Standing {
  /** `arrived`: the phone has it. `left`: WhatsApp took it. `silent`: no answer is due. `waits`, `failed`, `unknown`. */
  is: 'arrived' | 'left' | 'silent' | 'waits' | 'failed' | 'unknown';
  /** A sentence. */
  says: string;
  /** What mends it, where somebody has to. */
  toDo?: string;
}

/** Something that happened. */
export interface Step {
  at: Date;
  says: string;
  /** By when it had happened, where `at` is in whole seconds. */
  doneBy?: Date;
}

export const iso = (at: Date): string => at.toISOString();
