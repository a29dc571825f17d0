/** In which a page says whose it is: a call in somebody else's session is answered as if nobody had signed in. */
export const SPEAKER_HEADER = "x-baogong-person";
