/**
 * Rows of a table that are found by an index, such as jobs of a state, are not counted beyond this number: looking costs the same however many there
 * are. Whoever shows such a count says that there may be more. deploy/prometheus/rules.yml has it, too.
 */
export const mostCounted = 10_000;
