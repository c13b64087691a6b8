import { namespace } from "..";

const english = {
  title: "Notices",
  detail: "What you should know, newest first.",
  open: "Notices",
  openUnread_one: "Notices, {{count}} unread",
  openUnread_other: "Notices, {{count}} unread",
  many: "99+",
  unread: "unread",
  allRead: "Mark all as read",
  emptyTitle: "Nothing to tell you",
  emptyDetail: "When an account, a post or your plan needs you, it is said here and by mail.",
  older: "Show older ones",
  kind: { connection: "Account", post: "Post", automation: "Automation", billing: "Plan" },
};

export const useNoticeWords = namespace("notices", english);
