/** The languages of the page; a language not named here cannot be chosen. */
export const languages = ['en', 'ko'] as const;

export type Language = (typeof languages)[number];
