import type { Habits, MessageOutcome, NewNames, NewNote, OutboundDocument, Subject, Task } from '#data';
import type { Language } from '#replies';
import type { Action, Intent, Meaning } from '#understanding';
import type { Choices } from '#whatsapp';

/** What to do and say because of a message: a plain value; nothing has been written yet. */
export type Understood = Outcome & {
  /** What the message told about the language of its sender. */
  language?: Language;
};

type Outcome =
  | { outcome: 'acted'; wish: Wish }
  | { outcome: 'renamed'; becomes: NewNames }
  /** `target` is the blind index of the message it refers to; `wish` is what it asks for with the new words. */
  | { outcome: 'edited'; target: string; text?: string; wish?: Wish }
  | { outcome: 'took_back'; target: string }
  | { outcome: 'revoked' }
  /** A reaction to the message `endsOf`: what that reminds of is done. */
  | { outcome: 'noted'; endsOf: string; reply?: undefined }
  /** A reaction to the message `reopensOf` was removed, or is another one now: what it ended is open again. */
  | { outcome: 'noted'; reopensOf: string; reply?: undefined }
  | {
      outcome: Exclude<MessageOutcome, 'acted' | 'renamed' | 'edited' | 'took_back' | 'revoked'>;
      reply?: string;
    };

/** What a person wants, and the words it is based on. */
export interface Wish extends Meaning {
  words: string;
  saidAt: Date;
  /** Later than `saidAt` by the time the message took to reach us. */
  now: Date;
  /** IANA name. */
  timezone: string;
  /** False when the zone is only the most likely one for the person's country. */
  certain: boolean;
  /** "10/4" is 10 April to this person. */
  dayFirst?: boolean;
  /** The person was asked before in which zone they are. */
  isZoneAsked?: boolean;
  /** ISO code of the country of their phone. */
  country?: string;
  /** A question of ours was open when it was said. */
  isAsked?: boolean;
  /** What the person chose about how we work for them. */
  habits?: Habits;
  /** The answer, where there is nothing to do. */
  reply?: string;
  /** The open question is not about this, and stays open. */
  keepsQuestion?: boolean;
  /** Why the person is asked before anything is done: it arrived late, or a machine heard or saw it and may be wrong. */
  asksFirst?: 'late' | 'heard' | 'seen';
  /** The words of a recording as a machine heard them, which the answer repeats. */
  heard?: string;
  /** It arrived late, and the answer says so. */
  late?: { words: string; ago: string };
  /** What the message itself holds, to be kept: a place, people's cards. */
  keeps?: NewNote[];
  /** The event for a whole day, as it was made, to which these actions give a time. */
  retimes?: Action;
  /** To be said in addition. */
  note?: string;
  /** What the action is about: the person chose it. */
  picked?: Subject;
  /** Blind index of the message that this one quotes or reacts to. */
  quoted?: string;
  /** The person was asked before, and said yes. */
  isConfirmed?: boolean;
  /** Ids of the events that are to be sent as a file. */
  sends?: string[];
  /** Id of the message to undo; absent: the last one. */
  undoes?: string;
}

/** An action, and what it is about where the words alone do not tell. */
export interface FocusedAction {
  action: Action;
  picked?: Subject;
  /** What is answered instead of doing it. */
  answer?: Done;
}

/** Whose message is acted on. */
export interface Actor {
  contactId: string;
  messageId: string;
}

/** One action of a wish, and whose it is. */
export interface Request extends Omit<Wish, 'actions'>, Actor {
  action: Action;
  /** The wish has no other. */
  isAlone: boolean;
  /** What is answered instead of doing it. */
  answer?: Done;
}

/** What was done about an action. */
export interface Done {
  reply: string;
  /** Files to send, the first with `reply` as its caption. */
  documents?: OutboundDocument[];
  /** The events that it is about are new in the calendar. */
  isCreated?: true;
  /** `reply` says no more than that this task is new on its list. */
  added?: Task;
  /** The action lacks something that `reply` asks for. */
  isUnfinished?: true;
  /** Nothing is done: `reply` asks whether it shall be. After a yes it comes back with `isConfirmed`. */
  asksFirst?: true;
  /** It is done, and a time that is said next belongs to it. */
  isUntimed?: true;
  /** What else can be done by a tap. */
  offers?: Choices;
  /** What it and `reply` are about, in the order of the reply: what "it" and "the second one" mean next. */
  about?: Subject[];
  /** Nothing is done: `reply` asks in which city or zone they are. */
  asksZone?: true;
  /** Nothing is done: `reply` asks which of these is meant. */
  options?: Option[];
  /** What the words came to, where that is something else than they say. */
  cameTo?: Intent;
}

export interface Option {
  /** Absent where `means` says it all. */
  subject?: Subject;
  /** What it is called: the first 24 characters stand on the button or in the list. */
  words: string;
  /** More about it, for a list. */
  detail?: string;
  /** What the action then says in addition. */
  means?: Partial<Action>;
}
