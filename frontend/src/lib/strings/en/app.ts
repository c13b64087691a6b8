import { namespace } from "..";

const english = {
  product: "VelocityPost",
  titled: "{{title}} · VelocityPost",
  skip: "Skip to the content",
  navigation: {
    label: "Main",
    bottom: "Pages",
    dashboard: "Dashboard",
    compose: "Compose",
    calendar: "Calendar",
    publications: "Publications",
    platforms: "Platforms",
    punctuality: "Punctuality",
    settings: "Settings",
  },
  mode: {
    sandbox: "Sandbox",
    live: "Live",
    sandboxTitle: "You are in the sandbox",
    sandboxDetail:
      "Every platform here is a working stand-in on this installation. Nothing you post reaches the outside world.",
    openSandbox: "Open the sandbox",
    openMailbox: "Open the mailbox",
    liveTitle: "This installation is live",
    liveDetail: "Posts go to the real platforms and are seen by real people.",
    change: "Mode: {{mode}}",
  },
  menu: {
    label: "Account: {{name}}",
    theme: "Theme",
    light: "Light",
    dark: "Dark",
    system: "System",
    shortcuts: "Keyboard shortcuts",
    commands: "Command palette",
    settings: "Settings",
    logOut: "Log out",
    logOutEverywhere: "Log out everywhere",
    leaving: "Logging out",
  },
  everywhere: {
    title: "Log out on every device?",
    detail:
      "All sessions end, this one too. Scheduled posts still go out. You will have to log in again wherever you use VelocityPost.",
    confirm: "Log out everywhere",
  },
  verify: {
    message: "Please confirm your address: we sent a message to {{email}}.",
    again: "Send it again",
    sent: "Sent once more to {{email}}.",
    mailbox: "Open the sandbox mailbox",
  },
  publishing: {
    paused: "Publishing is paused. Nothing goes out until it is resumed.",
    stopped: "Publishing is stopped. Nothing goes out until it is resumed.",
    resume: "Resume publishing",
    resumed: "Publishing is running again.",
  },
  offline: "You are offline. You can keep writing; nothing is sent until the connection is back.",
  unreachable: "Live updates are interrupted. Trying to connect again.",
  palette: {
    title: "Command palette",
    placeholder: "Type a page or an action",
    empty: "No page or action has that name.",
    go: "Go to",
    actions: "Actions",
    themeTo: "Theme: {{theme}}",
  },
  keys: {
    title: "Keyboard shortcuts",
    detail: "They rest while you are typing in a field.",
    goTo: "Go to {{page}}",
    palette: "Command palette",
    compose: "Compose a post",
    help: "This list",
    then: "then",
  },
  errors: {
    notFoundTitle: "This page does not exist",
    notFoundDetail: "The address may be mistyped, or what it showed was deleted. Nothing was changed.",
    crashTitle: "This page stopped working",
    crashDetail:
      "The fault is in the page, not in your data: what was saved and scheduled stays as it is, and scheduled posts still go out.",
    staleTitle: "VelocityPost was updated",
    staleDetail: "This page belongs to the version before. Load it again to go on.",
    maintenanceTitle: "Back in a moment",
    maintenanceDetail:
      "VelocityPost is not answering. It may be restarting. Posts that come due meanwhile are kept and go out once, marked late.",
    forbiddenTitle: "This is not open to you",
    forbiddenDetail: "Your account has no permission for this page. The owner of the workspace can grant it.",
    sessionTitle: "We could not check who you are",
    reload: "Load the page again",
    home: "Go to the start page",
    technical: "Technical details",
  },
};

export type NavigationLabel = Exclude<keyof typeof english.navigation, "label" | "bottom">;
export const useAppWords = namespace("app", english);
