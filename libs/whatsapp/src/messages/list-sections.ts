import { checkCount, checkDistinct, checkLength, MessageLimitError } from './message-limit.ts';

interface ListRow {
  /** Comes back when it is tapped; at most 200 characters. */
  id: string;
  /** At most 24 characters. */
  title: string;
  /** At most 72 characters. */
  description?: string;
}

export interface ListSection {
  /** At most 24 characters; needed where there are several sections. */
  title?: string;
  /** At most 10 in all sections together. */
  rows: ListRow[];
}

export function actionOf({ button, sections }: { button: string; sections: ListSection[] }): object {
  checkLength('button that opens a list', button, 20);
  checkCount('sections in a list', sections.length, 10);
  const rows = sections.flatMap((section) => section.rows);
  checkCount('choices in a list', rows.length, 10);
  const ids = rows.map(({ id }) => id);
  checkDistinct('choices in a list', 'an id', ids);
  return { button, sections: sections.map((section) => sectionOf(section, sections.length > 1)) };
}

function sectionOf({ title, rows }: ListSection, needsTitle: boolean): object {
  if (needsTitle && title === undefined)
    throw new MessageLimitError('each of several sections needs a title');
  if (title !== undefined) checkLength('title of a section', title, 24);
  checkCount('choices in a section', rows.length, 10);
  return { ...(title !== undefined && { title }), rows: rows.map(rowOf) };
}

function rowOf({ id, title, description }: ListRow): object {
  checkLength('id of a choice', id, 200);
  checkLength('title of one of the choices in a list', title, 24);
  if (description === undefined) return { id, title };
  checkLength('description of a choice', description, 72);
  return { id, title, description };
}
