/** What the business is called until somebody says what it is called. */
export const unnamedBusiness = 'Your business';
