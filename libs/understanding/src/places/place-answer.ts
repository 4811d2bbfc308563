/** "um, well," "no," "it's": before an answer. */
const FILLER =
  "(?:(?:u+m+|u+h+|e+r+m?|h+m+|well|so|oh|ok|okay|hey|hi|no|nope|actually|sorry|yes|yeah|please|just|maybe|probably|it'?s|it is|it would be|that'?s|that is|that would be|make (?:it|that)|make me|use|say|try|take|set it to|switch (?:me )?to|i think|i guess|i believe|i'd say|ja|nein|äh+m?|sí|si|pues|bueno|eh)\\b(?:[ ,.:]|[–-](?!\\d))*)*";
/** "I live just outside of": says that a place follows. */
const LOCATED = [
  "(?:i'?m|i am|we'?re|we are)(?: (?:currently|now|right now|living|staying|based|located|just|here|actually|somewhere|over))* (?:in|at|near|on|from|by|around|close to|outside(?: of)?|north of|south of|east of|west of)",
  "(?:i|we)(?: (?:currently|now|actually|just|do))* (?:live|reside|stay|am based|'m based|are based|work|go by|use|have)(?: (?:on|in|at|near|just|right|around|close to|outside(?: of)?|somewhere|by|the))*",
  '(?:my|our|the) (?:time ?zone|city|state|town|home|location|place|area) (?:is|would be)(?: (?:in|near))?',
  // German and Spanish.
  '(?:ich bin|ich wohne|ich lebe|wir sind|wir wohnen|wir leben)(?: (?:gerade|jetzt|hier))? (?:in der nähe von|in|bei|nahe)|in der nähe von|bei|nahe',
  '(?:yo )?(?:estoy|vivo|resido|estamos|vivimos|soy)(?: ahora)? (?:en|de|cerca de)|en|cerca de',
  '(?:just |right |somewhere |over )*(?:in|near|at|on|from|around|close to|outside(?: of)?|by)',
].join('|');
const CLOSING =
  '(?: (?:area|metro(?: area)?|region|city limits|please|thanks|thank you|now|right now|currently|at the moment|actually|here|i (?:think|guess|believe)|(?:is|would be) (?:right|correct|fine|good|ok|okay|mine|it)|works|bitte|por favor))*';
const ANSWER = new RegExp(
  `^${FILLER}(?<located>(?:${LOCATED}) +)?(?:the )?(?<place>.*?)${CLOSING}[.!…]*$`,
  'iu',
);
/** "in March": a town in England too. */
const DATE =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|today|tonight|tomorrow|noon|midnight)$/i;
/** In characters: a longer text is no mere place. */
const LONGEST = 80;

export interface PlaceAnswer {
  /** "Chicago, Illinois" in "I live in Chicago, Illinois". */
  place: string;
  /** It was said to be where they are, as in "in Chicago". */
  isLocated: boolean;
}

/** What an answer to "where are you?" names, be it a place or not; undefined when it cannot be one. */
export function placeAnswer(text: string): PlaceAnswer | undefined {
  const words = text.replaceAll('’', "'").trim().replaceAll(/\s+/g, ' ');
  if (words.length > LONGEST || words.includes('?')) return undefined;
  const { place, located } = ANSWER.exec(words)?.groups ?? {};
  return place && !DATE.test(place) ? { place, isLocated: located !== undefined } : undefined;
}

/** "I don't know", "a meeting", "bed": words that no place's name begins with, or that are none. */
const NO_NAME =
  /^(?:an?|my|your|our|his|her|their|this|that|these|those|it|i|i'?m|you|we|he|she|they|there|here|not?|none|don'?t|do|does|did|can|could|will|would|should|let|what|who|why|how|when|which|where|please|bed|love|trouble|line|traffic|pain|town|school|church|class|hospital|work|home|everything|nothing|something|anything|all|and|or|but|if)\b/i;
const MOST_WORDS = 4;
const SHORTEST = 3;

/** Whether these words, which are no place that we know, look like one. */
export function looksLikePlace(place: string): boolean {
  const count = place.split(' ').length;
  return (
    place.length >= SHORTEST &&
    count <= MOST_WORDS &&
    /^[\p{L}][\p{L}\p{M}.,' -]+$/u.test(place) &&
    !NO_NAME.test(place)
  );
}
