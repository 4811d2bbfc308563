/** What a household runs out of; alone, people want many things that nobody can buy for them. */
const NEED_GOODS =
  /^(?:we|i(?=.*, ?\w)|i(?= need (?:some(?: more)?|more|new|a new|another) [\w'-]+(?: [\w'-]+)?$)) (?:need|want|(?:could do with|'ll need|will need)(?= (?:some|more|another)\b)) (?!to\b|you\b|your\b|a (?:ride|table|room|meeting)\b)(?:some more |some |more )?(?<what>[\w', -]{2,40})$/i;

/** What no shop has. */
const NO_GOODS =
  /^(?:(?:a|an|any|some|more|another|new|bit|little|lot|lots|few|pair|of|your|good|extra) )*(?:help|time|info|information|advice|ideas?|suggestions?|sleep|rest|money|jobs?|sun|sunshine|rain|space|room|luck|fun|(?:fresh )?air|quiet|peace|energy|patience|people|volunteers|answers?|support|attention|love|change|break|holidays?|nap|hug|chat|hands?|plans?|hours?|days?|weeks?|minutes?|practice|exercise|clarity|details?|options?|certainty|warmth|warmer weather|privacy|confidence)(?=$| (?:with|for|to|of|from|on|in|at|and|or|now|today|tomorrow)\b)/i;

/** Whether a shop may have it, as far as the words tell: "milk", but not "time" nor "patience". */
export const isGoods = (what: string): boolean => !NO_GOODS.test(what);

/** "milk" in "we need some milk": to be bought, although nobody said so. */
export function neededGoods(command: string): string | undefined {
  const goods = NEED_GOODS.exec(command)?.groups?.what;
  return goods && isGoods(goods) ? goods : undefined;
}
