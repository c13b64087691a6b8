/** 0 is Monday, as the server counts. */
export const weekdays = [0, 1, 2, 3, 4, 5, 6];

const monday = Date.UTC(2024, 0, 1);

/** A day of the week in the person's own language; 0 is Monday. */
export const weekdayName = (day: number, weekday: "short" | "long" = "long") =>
  new Intl.DateTimeFormat(undefined, { weekday, timeZone: "UTC" }).format(monday + day * 86_400_000);
