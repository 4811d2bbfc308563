import type { Who } from '../phone.ts';

export const draftKeyOf = ({ phone = '', number = '' }: Who): string => `${phone} ${number}`;

/** What somebody began to write stays after a reload. Browsers may refuse to keep anything: then it does not. */
export function draftOf(key: string): string {
  try {
    return localStorage.getItem(`draft ${key}`) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(key: string, text: string): void {
  try {
    if (text) localStorage.setItem(`draft ${key}`, text);
    else localStorage.removeItem(`draft ${key}`);
  } catch {
    // Private windows and full disks.
  }
}
