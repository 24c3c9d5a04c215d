/** What filters call the last days: a week has each kind of day. */
export const RECENT_DAYS = 7;

/** The window of `RECENT_DAYS` days that a day is in, counted back from today: the last days are window 0. */
export const windowOf = (day: number, today: number): number => Math.floor((today - day) / RECENT_DAYS);
