import { actionOf as buttonsActionOf, type ReplyButton } from './reply-buttons.ts';
import { actionOf as listActionOf, type ListSection } from './list-sections.ts';
import { headerOf, type InteractiveHeader, type TextHeader } from './interactive-header.ts';
import { checkLength, checkLink } from './message-limit.ts';

export const longestWithButtons = 1_024;

/** What stands around the part to tap. */
interface Words {
  /** At most 1,024 characters, 4,096 above a list. */
  body: string;
  /** At most 60 characters. */
  footer?: string;
}

export interface ButtonsContent extends Words {
  kind: 'buttons';
  header?: InteractiveHeader;
  buttons: ReplyButton[];
}

export interface ListContent extends Words {
  kind: 'list';
  header?: TextHeader;
  /** What opens the list; at most 20 characters. */
  button: string;
  sections: ListSection[];
}

/** A button that opens a page. */
export interface LinkContent extends Words {
  kind: 'link';
  header?: InteractiveHeader;
  link: {
    /** At most 20 characters. */
    title: string;
    url: string;
  };
}

/** A button to send one's location with. */
interface LocationRequestContent {
  kind: 'location_request';
  /** At most 1,024 characters. */
  body: string;
}

export type InteractiveContent = ButtonsContent | ListContent | LinkContent | LocationRequestContent;

/**
 * The `interactive` object of the Graph API.
 *
 * @throws MessageLimitError
 */
export function interactiveOf(content: InteractiveContent): object {
  switch (content.kind) {
    case 'buttons':
      return {
        type: 'button',
        ...wordsOf(content, 'buttons', longestWithButtons),
        action: buttonsActionOf(content.buttons),
      };
    case 'list':
      return { type: 'list', ...wordsOf(content, 'a list', 4_096), action: listActionOf(content) };
    case 'link':
      return { type: 'cta_url', ...wordsOf(content, 'a link', 1_024), action: linkActionOf(content.link) };
    default:
      return {
        type: 'location_request_message',
        ...wordsOf(content, 'a request for the location', 1_024),
        action: { name: 'send_location' },
      };
  }
}

function wordsOf(
  { header, body, footer }: Words & { header?: InteractiveHeader },
  above: string,
  longest: number,
): object {
  checkLength(`text above ${above}`, body, longest);
  if (footer !== undefined) checkLength('footer', footer, 60);
  return {
    ...(header && { header: headerOf(header) }),
    body: { text: body },
    ...(footer !== undefined && { footer: { text: footer } }),
  };
}

function linkActionOf({ title, url }: LinkContent['link']): object {
  checkLength('title of the link', title, 20);
  checkLink('address of the link', url, ['https:', 'http:']);
  return { name: 'cta_url', parameters: { display_text: title, url } };
}
