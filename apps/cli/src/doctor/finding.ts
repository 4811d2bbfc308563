export type Verdict = 'ok' | 'warning' | 'failing' | 'not checked';

/** What a check found. Never a secret: settings are named, not quoted. */
export interface Finding {
  verdict: Verdict;
  /** Of what is not checked: why, to follow "because". */
  says: string;
  /** What mends it. */
  toDo?: string;
}

/** One line of the report: a check has several where it found several things. */
export interface Line extends Finding {
  check: string;
}

export const ok = (says: string): Finding => ({ verdict: 'ok', says });
export const warning = (says: string, toDo?: string): Finding => ({ verdict: 'warning', says, toDo });
export const failing = (says: string, toDo?: string): Finding => ({ verdict: 'failing', says, toDo });
export const notChecked = (says: string): Finding => ({ verdict: 'not checked', says });

/** What was found to be wrong, or that nothing was. */
export const unlessAny = (found: Finding[], fine: string): Finding[] =>
  found.length > 0 ? found : [ok(fine)];
