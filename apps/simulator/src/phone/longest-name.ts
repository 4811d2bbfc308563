/** So many characters what a person is called may have. */
export const longestName = 100;
