import { userInfo } from 'node:os';

/** For the audit. A container's user may have no name. */
export function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
