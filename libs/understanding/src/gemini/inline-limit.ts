/** Requests with inline files may have 20 MB, and base64 makes three bytes four. */
export const mostInlineBytes = 14 * 1_024 * 1_024;
