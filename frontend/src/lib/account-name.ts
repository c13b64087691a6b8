// Everywhere else a person or a page has a name, and what identifies it is no handle.
const withHandles = new Set([
  "x",
  "instagram",
  "instagram_facebook",
  "threads",
  "tiktok",
  "bluesky",
  "mastodon",
  "youtube",
]);

interface Named {
  platform: string;
  username: string;
  name?: string;
}

/** Whether the platform's accounts are called by a handle. */
export const hasHandles = (platform: string) => withHandles.has(platform);

/** How an account is called where its platform is said beside it: by its handle, else by its name. */
export function accountName({ platform, username, name }: Named): string {
  const bare = username.replace(/^@/, "");
  if (hasHandles(platform) && bare && !/\s/.test(bare)) return `@${bare}`;
  return name ?? username;
}
