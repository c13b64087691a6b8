const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** The id of something new: what it is and a ULID (https://github.com/ulid/spec), so that ids sort by their time. */
export function newId(kind: "post" | "series", now = Date.now()): string {
  let time = "";
  for (let rest = now; time.length < 10; rest = Math.floor(rest / 32))
    time = alphabet.charAt(rest % 32) + time;
  const chance = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => alphabet.charAt(byte % 32));
  return `${kind}_${time}${chance.join("")}`;
}

export const newPostId = (now?: number) => newId("post", now);
