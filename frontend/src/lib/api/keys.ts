/** Names of everything cached. They live together because live updates invalidate across features. */
export const keys = {
  meta: ["meta"],
  user: ["user"],
  platforms: ["platforms"],
  connections: ["connections"],
  sessions: ["sessions"],
  media: ["media"],
  mediaFile: (id: string) => ["media", "file", id],
  posts: ["posts"],
  post: (id: string) => ["posts", id],
  postList: (filter: object) => ["posts", "list", filter],
  calendar: ["calendar"],
  calendarRange: (from: string, to: string) => ["calendar", from, to],
  publications: ["publications"],
  publication: (id: string) => ["publications", id],
  replies: (publicationId: string) => ["replies", publicationId],
  punctuality: ["punctuality"],
} as const;
