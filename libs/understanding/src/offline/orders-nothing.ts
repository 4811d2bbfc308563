const FORMS =
  /^(?:(?:don'?t|do not|never) (?:add|put|write|include|stick|pop|keep)\b|(?:stop|quit|no more) (?:adding|putting|writing)\b|\w+n't (?:i|we|he|she|they)\b|(?:\w+ ){1,3}?(?:said|says|wrote|told me|asked me)[,:]? ?["'(])/i;

/** "don't add bread to my list", "wasn't I supposed to …", 'he said "add milk to my list"': whatever is named there, nothing is to be done. */
export const ordersNothing = (command: string): boolean => FORMS.test(command);
