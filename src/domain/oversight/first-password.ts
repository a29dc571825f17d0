/** A password that somebody else has told lies on paper: so many days after it was set it opens nothing. */
export const FIRST_PASSWORD_DAYS = 14;
