import type { Database } from './database.ts';
import type { Contact } from './generated/client.ts';

/** One damaged row among these must not look like a wrong key. */
const peopleCompared = 5;

/** The people by whom keys are compared with a database: the newest ones of whom something is sealed. */
export const newestPeople = (database: Database): Promise<Contact[]> =>
  database.contact.findMany({
    where: { OR: [{ phoneSealed: { not: null } }, { bsuidSealed: { not: null } }] },
    orderBy: { id: 'desc' },
    take: peopleCompared,
  });
