/** Who did it, in the audit: whoever has `OPS_TOKEN`. */
export const operator = 'ops (operator)';
